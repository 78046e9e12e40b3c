/** An axis of values: where each lies between 0 and 1, and the values of its marks. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/**
 * The axis that holds these values: logarithmic, of the positive ones, and linear where some are negative, as the losses of
 * densities are. Null where there is nothing to hold.
 */
export function scaleOf(values: readonly number[]): Scale | null {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  return least < 0 ? linearScale(finite, least) : logScale(finite.filter((value) => value > 0));
}

const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function logScale(positive: readonly number[]): Scale | null {
  if (!positive.length) return null;
  const low = positive.reduce((a, b) => Math.min(a, b));
  const high = Math.max(greatest(positive), 1.25 * low);
  const place = (value: number): number => Math.log(Math.max(value, low) / low) / Math.log(high / low);
  return { place, ticks: logTicks(low, high) };
}

function linearScale(values: readonly number[], low: number): Scale {
  const high = Math.max(greatest(values), low + 0.1 * Math.abs(low));
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9)) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return {
    place: (value) => (value - low) / (high - low),
    // Rounding undoes what multiples of a tenth have too many digits of.
    ticks: Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12))),
  };
}

/** 1, 2 and 5 times the powers of ten between low and high; the powers alone where those would crowd. */
export function logTicks(low: number, high: number): number[] {
  const within = (factors: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      // Through text: 10 ** -1 * 3 is no tenth of three.
      ticks.push(...factors.map((factor) => Number(`${factor}e${power}`)));
    }
    return ticks.filter((tick) => tick >= low && tick <= high);
  };
  const fine = within([1, 2, 5]);
  if (fine.length <= 6) return fine.length > 1 ? fine : [low, high].map((end) => Number(end.toPrecision(2)));
  const powers = within([1]);
  const every = Math.ceil(powers.length / 6);
  return powers.filter((_, i) => i % every === 0);
}
