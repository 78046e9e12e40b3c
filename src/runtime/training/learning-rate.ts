/** How the learning rate moves over a run: a linear rise over `warmup` steps, then constant or half a cosine to 0. */
export interface LearningRate {
  peak: number;
  warmup: number;
  decay: "constant" | "cosine";
}

/** The rate of a step, counted from 1. */
export function learningRateAt(step: number, steps: number, { peak, warmup, decay }: LearningRate): number {
  if (step <= warmup) return (peak * step) / warmup;
  if (decay === "constant") return peak;
  return (peak / 2) * (1 + Math.cos((Math.PI * (step - warmup)) / Math.max(steps - warmup, 1)));
}
