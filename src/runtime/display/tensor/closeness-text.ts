import type { Closeness } from "../../../protocol/closeness.ts";
import { shapeText } from "../../core/shape.ts";
import { count, decimal } from "../text.ts";

/** "a and b are close (rtol 1e-5, atol 1e-8): largest difference 2e-9 at [3], ...". */
export function closenessText(
  { of, far, rtol, atol, unlike, largest, relative, ulps }: Closeness,
  [a, b]: readonly [string, string],
): string {
  const within = `rtol ${rtol}, atol ${atol}`;
  const verdict =
    far === 0
      ? largest?.by === 0
        ? `${a} and ${b} are equal`
        : `${a} and ${b} are close (${within})`
      : `${a} and ${b} are not close: ${count(far)} of ${count(of)} values are further apart than ${within}`;
  const parts = [
    ...(largest && largest.by > 0
      ? [`largest difference ${decimal(largest.by)} at ${shapeText(largest.index)}`]
      : []),
    ...(relative && relative.by > 0
      ? [`relative ${decimal(relative.by)} at ${shapeText(relative.index)}`]
      : []),
    ...(ulps ? [`at most ${count(ulps)} float32 steps`] : []),
    ...(unlike > 0 ? [`${count(unlike)} NaN or Inf on one side alone`] : []),
  ];
  return [verdict, ...parts].join(", ");
}
