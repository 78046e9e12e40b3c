import { variancePreserving, type Level } from "./level.ts";

/** Throws unless t lies in [first, last]. */
export function expectTime(t: number, first: number, last: number, name: string): void {
  if (!(t >= first && t <= last)) {
    throw new RangeError(`t of schedule "${name}" lies between ${first} and ${last}, and is ${t}`);
  }
}

/** The variance-preserving level between two steps: ln snr is linear between them. */
export function levelBetween(logSnr: Float64Array, t: number): Level {
  const below = Math.floor(t);
  const rest = t - below;
  return variancePreserving(rest ? logSnr[below] * (1 - rest) + logSnr[below + 1] * rest : logSnr[below]);
}

/** Where falling values, linear between whole numbers, pass `value`; the nearer end where they do not. */
export function timeOfFalling(values: Float64Array, value: number): number {
  const last = values.length - 1;
  if (!(value < values[0])) return 0;
  if (!(value > values[last])) return last;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) low = middle;
    else high = middle;
  }
  // Towards a value of -Infinity there is no slope: all that is between is at its end.
  const rest = (values[low] - value) / (values[low] - values[high]);
  return Number.isFinite(values[high]) ? low + rest : high;
}
