import { oneHot, tidy, type Tensor } from "../../../core/tf.ts";
import { noClosedForm } from "../distribution.ts";
import { categorical } from "./categorical.ts";
import type { TensorDistribution } from "./distribution.ts";

/**
 * A mixture of k distributions in the proportions exp(logits) of logits [...batch, k]: those of the last axis of a batch
 * [...batch, k]. Draws carry gradients to what was chosen and none to the logits, and so do not count as reparameterized.
 * The entropy has no closed form. Throws a RangeError where the last axes differ.
 */
export function mixture({
  logits,
  components,
}: {
  logits: Tensor;
  components: TensorDistribution;
}): TensorDistribution {
  const name = "mixture";
  const k = logits.shape[logits.rank - 1];
  const [last] = components.batchShape.slice(-1);
  if (last !== k) throw new RangeError(`mixture has ${k} logits for ${last} components`);
  const { eventShape } = components;
  const axis = -1 - eventShape.length;
  /** Weights [..., k] beside values [..., k, ...event]. */
  const beside = (weights: Tensor): Tensor => weights.reshape([...weights.shape, ...eventShape.map(() => 1)]);
  const sum = (weighted: Tensor): Tensor => weighted.sum(weighted.rank + axis);
  const mean = (of: Tensor): Tensor => sum(of.mul(beside(logits.softmax())));
  return {
    name,
    parameters: { logits },
    batchShape: components.batchShape.slice(0, -1),
    eventShape,
    reparameterized: false,
    logProb: (x) =>
      tidy(() => {
        const each = components.logProb(x.expandDims(x.rank - eventShape.length));
        return each.add<Tensor>(logits.logSoftmax()).logSumExp(-1);
      }),
    sample: (stream, shape = []) =>
      tidy(() => {
        const every = logits.broadcastTo(components.batchShape as number[]);
        const chosen = categorical({ logits: every }).sample(stream, shape);
        const drawn = components.sample(stream, shape);
        return sum(drawn.mul<Tensor>(beside(oneHot(chosen, k).toFloat())));
      }),
    entropy() {
      throw noClosedForm("entropy", name);
    },
    mean: () => tidy(() => mean(components.mean())),
    variance: () =>
      tidy(() => {
        const own = components.mean();
        const square = own.square<Tensor>().add<Tensor>(components.variance());
        return mean(square).sub(mean(own).square());
      }),
  };
}
