/** A place on a line: how far along it, the function there, and its slope along the line. */
export interface OnLine {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
}

/** Sufficient decrease and curvature of the strong Wolfe conditions, and trials before giving up. */
const [enough, flat, trials] = [1e-4, 0.9, 40];

/**
 * A step down a line that meets the strong Wolfe conditions, Nocedal and Wright's algorithms 3.5 and 3.6: where the function
 * is not finite, the step was too long. Null where none is found.
 */
export function lineSearch<T extends OnLine>(
  start: OnLine,
  first: number,
  look: (at: number) => T,
): T | null {
  const tooHigh = ({ at, value }: OnLine, best: OnLine): boolean =>
    !(value <= start.value + enough * at * start.slope) || value >= best.value;
  const isFlat = ({ slope }: OnLine): boolean => Math.abs(slope) <= -flat * start.slope;
  let before: OnLine = start;
  let held: T | null = null;
  let at = first;
  for (let trial = 0; trial < trials; trial++) {
    const here = look(at);
    if (tooHigh(here, before) || Number.isNaN(here.slope)) return narrow(before, here, held, trials - trial);
    if (isFlat(here)) return here;
    if (here.slope >= 0) return narrow(here, before, here, trials - trial);
    [before, held] = [here, here];
    at *= 2;
  }
  return held;

  /** Between a place that has decreased enough and one beyond what is sought. */
  function narrow(low: OnLine, high: OnLine, kept: T | null, left: number): T | null {
    for (let trial = 0; trial < left; trial++) {
      const here = look(between(low, high));
      if (tooHigh(here, low) || Number.isNaN(here.slope)) high = here;
      else {
        if (isFlat(here)) return here;
        if (here.slope * (high.at - low.at) >= 0) high = low;
        [low, kept] = [here, here];
      }
      if (Math.abs(high.at - low.at) <= 1e-14 * Math.abs(low.at)) break;
    }
    return kept;
  }
}

/** The minimum of the parabola through one place, its slope and the other, well inside of the two. */
function between(low: OnLine, high: OnLine): number {
  const width = high.at - low.at;
  const rise = high.value - low.value - low.slope * width;
  const share = Number.isFinite(rise) && rise > 0 ? (-low.slope * width) / (2 * rise) : 0.5;
  return low.at + width * Math.min(0.9, Math.max(0.1, share));
}
