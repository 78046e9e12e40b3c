import { fill, stack, tidy, type Tensor } from "../../../core/tf.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { dirichlet } from "./dirichlet.ts";
import { ofNumbers } from "./family.ts";
import { inside } from "./support.ts";

/**
 * The beta distribution x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta) on (0, 1): the first of a Dirichlet's two entries,
 * and drawn as those, on webgpu from plain numbers alone. Draws within 3e-8 of 1 round to 1, where the density is -Infinity.
 */
export const beta = ({ alpha, beta: other }: { alpha: Parameter; beta: Parameter }): TensorDistribution =>
  ofNumbers(
    { alpha, beta: other },
    {
      name: "beta",
      reparameterized: true,
      logProb: (x, p) =>
        inside(
          x.greater(0).logicalAnd(x.less(1)),
          x,
          (y) => both(p).logProb(stack([y, y.neg<Tensor>().add(1)], -1)),
          fill(x.shape, 0.5),
        ),
      sample: (stream, shape, p) =>
        typeof alpha === "number" && typeof other === "number"
          ? first(dirichlet({ concentration: [alpha, other] }).sample(stream, shape))
          : first(both(p, shape).sample(stream)),
      entropy: (p) => both(p).entropy(),
      mean: (p) => first(both(p).mean()),
      variance: (p) => first(both(p).variance()),
    },
  );

/** Dirichlet's distribution [...batch, 2], with this batch or that which the parameters broadcast to. */
function both(p: { alpha: Tensor; beta: Tensor }, shape?: readonly number[]): TensorDistribution {
  const zeros = p.alpha.zerosLike().add<Tensor>(p.beta.zerosLike());
  const [a, b] = [p.alpha, p.beta].map((each) =>
    shape ? each.broadcastTo(shape as number[]) : each.add<Tensor>(zeros),
  );
  return dirichlet({ concentration: stack([a, b], -1) });
}

const first = (x: Tensor): Tensor => tidy(() => x.unstack(-1)[0]);
