import { fill, tensor, where, type Tensor } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import type { Likelihood } from "./likelihood.ts";

/**
 * 1 with probability sigmoid(logit), else 0, for data of zeros and ones: 1312.6114, appendix C.1. Fractions between them
 * are taken for probabilities, of which this is the cross-entropy and then no likelihood. Data outside of [0, 1] gives NaN.
 */
export const bernoulliLikelihood: Likelihood = {
  name: "Bernoulli",
  outputs: 1,
  logProb(x, [logit]) {
    const log = x.mul<Tensor>(logit).sub<Tensor>(logit.softplus());
    const inside = x.greaterEqual(0).logicalAnd(x.lessEqual(1));
    return where(inside, log, fill(log.shape, NaN));
  },
  mean: ([logit]) => logit.sigmoid(),
  sample: (stream, [logit]) =>
    tensor(stream.uniform(sizeOf(logit.shape)), logit.shape)
      .less(logit.sigmoid())
      .toFloat(),
  check(data) {
    const wrong = data.findIndex((value) => value !== 0 && value !== 1);
    if (wrong < 0) return;
    throw new RangeError(
      `Entry ${wrong} of the data is ${data[wrong]}, and a Bernoulli likelihood is of zeros and ones: ` +
        `make it so (x.greater(0).toFloat()), or choose another likelihood`,
    );
  },
};
