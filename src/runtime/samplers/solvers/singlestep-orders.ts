import type { Point } from "../path.ts";
import type { LowerOrder } from "./lower-order.ts";

/**
 * The order of each step where steps go in groups 1, 2, .., order. What is left over at the end is of lower order, and so is
 * the last group unless `lowerOrderFinal` is false, the steps come out even and the last does not lead to data.
 */
export function singlestepOrders(
  path: readonly Point[],
  order: number,
  { lowerOrderFinal = true }: LowerOrder,
): number[] {
  const steps = path.length - 1;
  const toData = path[steps].sigma === 0;
  const lower = lowerOrderFinal || toData || steps % order > 0;
  const whole = lower ? Math.floor((steps - 1) / order) * order : steps;
  return Array.from({ length: steps }, (_, i) => {
    const inGroup = 1 + (i % order);
    const last = i === steps - 1;
    return i >= whole && last && (toData || inGroup === order) ? 1 : inGroup;
  });
}
