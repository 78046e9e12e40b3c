import { tidy, type Tensor } from "../../../core/tf.ts";
import type { TensorDistribution } from "./distribution.ts";

/**
 * A batch as one distribution: its last `axes` axes, 1 unless given, are entries of one draw, which are independent, and
 * their log-probabilities are added up. Throws a RangeError where the batch has fewer axes.
 */
export function independent(base: TensorDistribution, axes = 1): TensorDistribution {
  const kept = base.batchShape.length - axes;
  if (!Number.isInteger(axes) || axes < 1 || kept < 0) {
    throw new RangeError(`independent takes 1 to ${base.batchShape.length} axes of the batch, not ${axes}`);
  }
  const over = Array.from({ length: axes }, (_, i) => -1 - i);
  const sum = (each: Tensor): Tensor => each.sum(over.map((axis) => axis + each.rank));
  return {
    ...base,
    name: "independent",
    batchShape: base.batchShape.slice(0, kept),
    eventShape: [...base.batchShape.slice(kept), ...base.eventShape],
    logProb: (x) => tidy(() => sum(base.logProb(x))),
    entropy: () => tidy(() => sum(base.entropy())),
  };
}
