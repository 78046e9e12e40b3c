/** How long the last frame stays before the animation begins again, in milliseconds. */
export const hold = 1000;
/** Viewers show frames that are meant to be shorter than this for longer, some for a tenth of a second. */
const shortest = 20;

/**
 * Milliseconds for each frame of an animation that lasts `whole`, by the steps between them, in multiples of 10 that do not
 * drift from the time they stand for. Longer where there are so many that they could not be shown.
 */
export function delaysOf(steps: readonly number[], whole: number): number[] {
  const span = (steps.at(-1) ?? 0) - (steps.at(0) ?? 0);
  const gaps = steps.slice(1).map((step, k) => step - steps[k]);
  const perStep = Math.max(whole / Math.max(1, span), shortest / Math.min(...gaps, Infinity));
  let [time, told] = [0, 0];
  const delays = gaps.map((gap) => {
    time += gap * perStep;
    const delay = 10 * Math.round((time - told) / 10);
    told += delay;
    return delay;
  });
  return [...delays, hold];
}
