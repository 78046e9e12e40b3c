import { where, type Tensor } from "../../../core/tf.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { filled } from "./noise.ts";

/** The uniform distribution from low to high: 0 and 1 unless given. */
export const uniform = ({
  low = 0,
  high = 1,
}: { low?: Parameter; high?: Parameter } = {}): TensorDistribution =>
  ofNumbers(
    { low, high },
    {
      name: "uniform",
      reparameterized: true,
      logProb: (x, p) =>
        where(
          x.greaterEqual(p.low).logicalAnd(x.lessEqual(p.high)),
          p.high.sub<Tensor>(p.low).log().neg<Tensor>().add<Tensor>(x.zerosLike()),
          -Infinity,
        ),
      sample: (stream, shape, p) =>
        filled(shape, () => stream.uniform64(1)[0])
          .mul<Tensor>(p.high.sub(p.low))
          .add(p.low),
      entropy: (p) => p.high.sub<Tensor>(p.low).log(),
      mean: (p) => p.high.add<Tensor>(p.low).mul(0.5),
      variance: (p) => p.high.sub<Tensor>(p.low).square<Tensor>().div(12),
    },
  );
