import { type Tensor } from "../../../core/tf.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { filled } from "./noise.ts";

/** 1 with the probability sigmoid(logit), else 0. Draws are not differentiable: see `relaxedOneHot`. */
export const bernoulli = ({ logit }: { logit: Parameter }): TensorDistribution =>
  ofNumbers(
    { logit },
    {
      name: "bernoulli",
      reparameterized: false,
      logProb: (x, p) => x.mul<Tensor>(p.logit).sub(p.logit.softplus()),
      sample: (stream, shape, p) =>
        filled(shape, () => stream.uniform64(1)[0])
          .less(p.logit.sigmoid())
          .toFloat(),
      entropy: (p) => p.logit.softplus<Tensor>().sub<Tensor>(p.logit.mul(p.logit.sigmoid())),
      mean: (p) => p.logit.sigmoid(),
      variance: (p) => p.logit.sigmoid<Tensor>().mul(p.logit.neg<Tensor>().sigmoid()),
    },
  );
