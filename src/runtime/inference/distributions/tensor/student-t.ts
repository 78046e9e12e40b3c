import { where, type Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { logGammaDraws } from "./gamma-draw.ts";
import { normals } from "./noise.ts";
import { digammaExcess, stirlingError } from "./special.ts";

/**
 * Student's t with `df` degrees of freedom, location 0 and scale 1 unless given. Draws are a normal over the root of a
 * gamma distributed number, through which the gradient by df is implicit; df in a tensor is read for them, which is refused
 * on webgpu: give a number there. The mean is NaN for df <= 1; the variance
 * Infinity for df <= 2, and NaN for df <= 1.
 */
export const studentT = ({
  df,
  location = 0,
  scale = 1,
}: {
  df: Parameter;
  location?: Parameter;
  scale?: Parameter;
}): TensorDistribution =>
  ofNumbers(
    { df, location, scale },
    {
      name: "student t",
      reparameterized: true,
      logProb(x, p) {
        const z = x.sub<Tensor>(p.location).div<Tensor>(p.scale);
        const power = p.df.add(1).mul<Tensor>(0.5);
        return logConstant(p.df)
          .sub<Tensor>(power.mul(z.square<Tensor>().div<Tensor>(p.df).log1p()))
          .sub(p.scale.log());
      },
      sample(stream, shape, p) {
        const half = typeof df === "number" ? df / 2 : df.mul<Tensor>(0.5);
        const logs = logGammaDraws(stream, half, shape, "student t");
        const wider = p.df.mul<Tensor>(0.5).log().sub<Tensor>(logs).mul<Tensor>(0.5).exp();
        return normals(stream, shape).mul<Tensor>(wider).mul<Tensor>(p.scale).add(p.location);
      },
      entropy(p) {
        const half = p.df.mul<Tensor>(0.5);
        const excess = digammaExcess(half.add(0.5)).sub<Tensor>(digammaExcess(half));
        const step = p.df.reciprocal<Tensor>().log1p<Tensor>().add<Tensor>(excess);
        return half.add(0.5).mul<Tensor>(step).sub<Tensor>(logConstant(p.df)).add(p.scale.log());
      },
      mean: (p) => where(p.df.greater(1), p.location, NaN),
      variance(p) {
        const finite = p.df.div<Tensor>(p.df.sub(2)).mul<Tensor>(p.scale.square());
        return where(p.df.greater(2), finite, where(p.df.greater(1), Infinity, NaN));
      },
    },
  );

/** ln of Gamma((df + 1) / 2) / (Gamma(df / 2) sqrt(df pi)), where Stirling's large terms have been taken from each other. */
function logConstant(df: Tensor): Tensor {
  const half = df.mul<Tensor>(0.5);
  const errors = stirlingError(half.add(0.5)).sub<Tensor>(stirlingError(half));
  // h ln(1 + 1 / (2 h)) - 1/2 and the rest: (df ln((df + 1) / df) - 1) / 2.
  const grown = half.mul<Tensor>(df.reciprocal().log1p()).sub(0.5);
  return errors.add<Tensor>(grown).sub(halfLog2Pi);
}
