import { tidy, type Tensor } from "../../../core/tf.ts";
import { noClosedForm } from "../distribution.ts";
import { expectPositive } from "../expect.ts";
import { logGamma } from "../special/functions.ts";
import type { TensorDistribution } from "./distribution.ts";
import { gumbels } from "./noise.ts";

/**
 * Gumbel-softmax, the concrete distribution (1611.00712, definition 1): softmax((logits + Gumbel noise) / temperature) of
 * logits [...batch, k]. Draws are differentiable; at low temperatures they round to corners, where the density is NaN.
 * Throws a RangeError for a temperature that is not above 0.
 */
export function relaxedOneHot({
  logits,
  temperature,
}: {
  logits: Tensor;
  temperature: number;
}): TensorDistribution {
  const name = "relaxed one-hot";
  expectPositive(name, "temperature", temperature);
  const k = logits.shape[logits.rank - 1];
  const constant = logGamma(k) + (k - 1) * Math.log(temperature);
  const none = (what: string) => (): never => {
    throw noClosedForm(what, name);
  };
  return {
    name,
    parameters: { logits, temperature },
    batchShape: logits.shape.slice(0, -1),
    eventShape: [k],
    reparameterized: true,
    logProb: (x) =>
      tidy(() => {
        const logs = x.log();
        const scores = logits.logSoftmax<Tensor>().sub<Tensor>(logs.mul(temperature));
        const product = scores.sub<Tensor>(logs).sum(-1);
        return product.sub<Tensor>(scores.logSumExp(-1).mul(k)).add(constant);
      }),
    sample: (stream, shape = []) =>
      tidy(() =>
        gumbels(stream, [...shape, ...logits.shape])
          .add<Tensor>(logits)
          .div<Tensor>(temperature)
          .softmax(),
      ),
    entropy: none("entropy"),
    mean: none("mean"),
    variance: none("variance"),
  };
}
