import { tidy, type Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import type { TensorDistribution } from "./distribution.ts";
import { asTensor, isNumbers } from "./as-tensor.ts";
import { logGammaDraws } from "./gamma-draw.ts";
import { deviance, digammaExcess, stirlingError } from "./special.ts";

/**
 * Dirichlet's distribution of concentrations [...batch, k], on vectors of k entries above 0 that add up to 1. Draws have
 * implicit gradients; concentrations in a tensor are read for them, which is refused on webgpu: give k numbers there.
 */
export function dirichlet({
  concentration,
}: {
  concentration: Tensor | readonly number[];
}): TensorDistribution {
  const shape = isNumbers(concentration) ? [concentration.length] : concentration.shape;
  const k = shape[shape.length - 1];
  const withA = (of: (a: Tensor) => Tensor) => (): Tensor => tidy(() => of(asTensor(concentration)));
  return {
    name: "dirichlet",
    parameters: { concentration },
    batchShape: shape.slice(0, -1),
    eventShape: [k],
    reparameterized: true,
    logProb: (x) => withA((a) => dirichletLogDensity(a, x))(),
    sample: (stream, draws = []) =>
      tidy(() => logGammaDraws(stream, concentration, [...draws, ...shape], "dirichlet").softmax()),
    entropy: withA(dirichletEntropy),
    mean: withA((a) => a.div(a.sum(-1, true))),
    variance: withA((a) => {
      const total = a.sum(-1, true);
      const mean = a.div<Tensor>(total);
      return mean.sub<Tensor>(mean.square()).div(total.add(1));
    }),
  };
}

/** As the same in float64, special/dirichlet.ts. */
function dirichletLogDensity(a: Tensor, x: Tensor): Tensor {
  const n = a.sum(-1, true);
  const own = a.log().mul<Tensor>(0.5).sub<Tensor>(stirlingError(a));
  const off = deviance(a, x.mul(n)).add<Tensor>(x.log());
  const whole = stirlingError(n).sub<Tensor>(n.log().mul(0.5)).sum(-1);
  const k = a.shape[a.rank - 1];
  return own
    .sub<Tensor>(off)
    .sum(-1)
    .add<Tensor>(whole)
    .sub((k - 1) * halfLog2Pi);
}

function dirichletEntropy(a: Tensor): Tensor {
  const k = a.shape[a.rank - 1];
  const n = a.sum(-1);
  const own = stirlingError(a)
    .add<Tensor>(a.log().mul(0.5))
    .sub<Tensor>(a.sub(1).mul(digammaExcess(a)))
    .sum(-1);
  const whole = n
    .log()
    .mul<Tensor>(0.5 - k)
    .sub<Tensor>(stirlingError(n))
    .add<Tensor>(n.sub(k).mul(digammaExcess(n)));
  return own.add<Tensor>(whole).add((k - 1) * halfLog2Pi);
}
