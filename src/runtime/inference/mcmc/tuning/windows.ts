/** When a warmup learns what. */
export interface Windows {
  /** Whether the shape is learned from this step, counted from 0. */
  learnsShape: (step: number) => boolean;
  /** Whether a window ends with this step, and the shape is taken from it. */
  ends: (step: number) => boolean;
}

/**
 * Stan's windows: 75 steps to find the target, 25, 50, 100, … to learn its shape, the last one as long as what is left, and
 * 50 for the step size alone. Of a short warmup, 15 % and 10 % instead; under 20 steps no shape is learned.
 */
export function windows(steps: number): Windows {
  const scaled = steps < 150;
  const first = scaled ? Math.floor(0.15 * steps) : 75;
  const last = steps - (scaled ? Math.floor(0.1 * steps) : 50);
  const ends = new Set<number>();
  if (steps >= 20) {
    let size = scaled ? last - first : 25;
    for (let begin = first; begin < last;) {
      // A window that would leave less than the next one takes all there is.
      const end = begin + size + 2 * size >= last ? last : begin + size;
      ends.add(end - 1);
      begin = end;
      size *= 2;
    }
  }
  return {
    learnsShape: (step) => ends.size > 0 && step >= first && step < last,
    ends: (step) => ends.has(step),
  };
}
