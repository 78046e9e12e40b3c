import { fill, scalar, tensor, where, type Tensor } from "../../core/tf.ts";
import { expectInteger, sizeOf } from "../../core/shape.ts";
import { expectLevels } from "../../diffusion/elbo/decoder.ts";
import type { Likelihood } from "./likelihood.ts";

/** Single precision keeps a level to this part of the distance to the next. */
const rounding = 1e-3;

/**
 * A logistic distribution cut into `levels` bins (256 unless given) about evenly spaced levels from -1 to 1, of which the
 * outermost reach to infinity: PixelCNN++ (1701.05517), equation 2, with one component. The decoder gives the mean and
 * the logarithm of the scale. Data off the levels gives NaN. Throws a RangeError for fewer than 2 levels.
 */
export function discretisedLogistic({ levels = 256 }: { levels?: number } = {}): Likelihood {
  expectInteger("levels", levels, 2);
  const half = 1 / (levels - 1);
  const nearest = (x: Tensor): Tensor =>
    x
      .add<Tensor>(1)
      .div<Tensor>(2 * half)
      .round();
  return {
    name: `discretised logistic, ${levels} levels`,
    outputs: 2,
    logProb(x, [mean, logScale]) {
      const inverse = logScale.neg().exp<Tensor>();
      const middle = x.sub<Tensor>(mean).mul<Tensor>(inverse);
      const reach = inverse.mul<Tensor>(half);
      const level = nearest(x);
      const [lowest, highest] = [level.equal(0).toFloat(), level.equal(levels - 1).toFloat()];
      // With s the sigmoid, s(b) - s(a) = s(b) s(-a) (1 - exp(a - b)): a sum of logarithms that loses no digits.
      const below = middle.add<Tensor>(reach).neg<Tensor>().softplus<Tensor>().neg<Tensor>();
      const above = middle.sub<Tensor>(reach).softplus<Tensor>().neg<Tensor>();
      const log = below
        .mul<Tensor>(scalar(1).sub<Tensor>(highest))
        .add<Tensor>(above.mul<Tensor>(scalar(1).sub<Tensor>(lowest)))
        .add<Tensor>(widthTerm(reach).mul<Tensor>(scalar(1).sub<Tensor>(lowest).sub<Tensor>(highest)));
      const off = x.sub<Tensor>(level.mul<Tensor>(2 * half).sub(1)).abs<Tensor>();
      const on = off
        .less(2 * half * rounding + 1e-6)
        .logicalAnd(level.greaterEqual(0))
        .logicalAnd(level.lessEqual(levels - 1));
      return where(on, log, fill(log.shape, NaN));
    },
    /** The middle of the distribution before it is cut: the mean but for what the outermost bins move. */
    mean: ([mean]) => mean.clipByValue(-1, 1),
    sample(stream, [mean, logScale]) {
      const u = stream.uniform64(sizeOf(mean.shape));
      const noise = Float32Array.from(u, (p) => Math.log((p + 2 ** -54) / (1 - p)));
      const drawn = mean.add<Tensor>(tensor(noise, mean.shape).mul(logScale.exp<Tensor>()));
      return nearest(drawn)
        .clipByValue(0, levels - 1)
        .mul<Tensor>(2 * half)
        .sub(1);
    },
    check: (data) => expectLevels(data, levels, `a discretised logistic`),
  };
}

/** ln(1 - exp(-2 r)) = ln(2 tanh r) - ln(1 + tanh r), exact for small r and for large ones. */
function widthTerm(reach: Tensor): Tensor {
  const t = reach.tanh<Tensor>();
  return t.mul<Tensor>(2).log<Tensor>().sub<Tensor>(t.log1p());
}
