import type { Step } from "../method.ts";

export interface LowerOrder {
  /** Whether the last two steps are of order 1 and 2 at most; with fewer than 15 steps they are unless this is false. */
  lowerOrderFinal?: boolean;
}

/**
 * The order of a multistep method at a step: no more states than there are, and to data, which is infinitely far in
 * lambda, a first-order step.
 */
export function orderAt(
  { index, path, to, past }: Step,
  order: number,
  { lowerOrderFinal }: LowerOrder,
): number {
  if (to.sigma === 0) return 1;
  const steps = path.length - 1;
  const left = (lowerOrderFinal ?? steps < 15) ? steps - index : Infinity;
  // A state of noise alone lies infinitely far behind.
  return Math.min(order, 1 + past.filter(({ alpha }) => alpha > 0).length, left);
}
