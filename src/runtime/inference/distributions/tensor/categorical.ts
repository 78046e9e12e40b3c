import { oneHot, range, tidy, where, type Tensor } from "../../../core/tf.ts";
import type { TensorDistribution } from "./distribution.ts";
import { gumbels } from "./noise.ts";

/**
 * One of 0 .. k - 1, as an int32 tensor, in the proportions exp(logits) of logits [...batch, k]. Draws are not
 * differentiable: see `relaxedOneHot`. Mean and variance are those of the index.
 */
export function categorical({ logits }: { logits: Tensor }): TensorDistribution {
  const k = logits.shape[logits.rank - 1];
  const moment = (power: number) => logits.softmax<Tensor>().mul<Tensor>(range(0, k).pow(power)).sum(-1);
  return {
    name: "categorical",
    parameters: { logits },
    batchShape: logits.shape.slice(0, -1),
    eventShape: [],
    reparameterized: false,
    logProb: (x) =>
      tidy(() => {
        // Chosen and not multiplied by 0 and 1: a logit may be -Infinity.
        const isOwn = oneHot(x.toInt(), k).cast("bool");
        return where(isOwn, logits.logSoftmax(), 0).sum(-1);
      }),
    sample: (stream, shape = []) =>
      tidy(() =>
        gumbels(stream, [...shape, ...logits.shape])
          .add<Tensor>(logits)
          .argMax(-1),
      ),
    entropy: () => tidy(() => logits.softmax<Tensor>().mul<Tensor>(logits.logSoftmax()).sum(-1).neg()),
    mean: () => tidy(() => moment(1)),
    variance: () => tidy(() => moment(2).sub(moment(1).square())),
  };
}
