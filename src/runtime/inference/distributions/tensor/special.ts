// The special functions of the gamma family as operations of tensors, so that gradients of any order flow through them.
// Their absolute error is about 1e-6, float32's in logarithms of numbers of this size.
import { where, type Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";

/** From here on the asymptotic series are exact to float32. */
const large = 8;
const steps = [0, 1, 2, 3, 4, 5, 6, 7];

/** a, or a + 8 where it is small. */
const raised = (a: Tensor, isSmall: Tensor): Tensor => where(isSmall, a.add(large), a);

/** ln a ... (a + 7) of a small a. */
function logRise(a: Tensor): Tensor {
  const small = a.minimum(large);
  return steps
    .map((k) => small.add(k))
    .reduce((x, y) => x.mul(y))
    .log();
}

/** (a - 1/2) ln a - a. */
const stirling = (a: Tensor): Tensor => a.sub(0.5).mul<Tensor>(a.log()).sub(a);

/** ln Gamma(a) less Stirling's (a - 1/2) ln a - a + ln(2 pi) / 2, for a above 0. */
export function stirlingError(a: Tensor): Tensor {
  const isSmall = a.less(large);
  const y = raised(a, isSmall);
  const inverse = y.reciprocal();
  const error = inverse.mul<Tensor>(
    inverse
      .square<Tensor>()
      .mul(-1 / 360)
      .add(1 / 12),
  );
  const moved = stirling(y).sub<Tensor>(stirling(a)).sub<Tensor>(logRise(a));
  return error.add(where(isSmall, moved, moved.zerosLike()));
}

/** ln Gamma(a), for a above 0. */
export const logGamma = (a: Tensor): Tensor => stirling(a).add<Tensor>(stirlingError(a)).add(halfLog2Pi);

/** digamma(a) - ln a, for a above 0. */
export function digammaExcess(a: Tensor): Tensor {
  const isSmall = a.less(large);
  const y = raised(a, isSmall);
  const square = y.square<Tensor>().reciprocal();
  const series = y
    .reciprocal()
    .mul<Tensor>(-0.5)
    .sub<Tensor>(square.mul<Tensor>(square.mul<Tensor>(-1 / 120).add(1 / 12)));
  const small = a.minimum(large);
  const rise = steps.map((k) => small.add(k).reciprocal<Tensor>()).reduce((x, z) => x.add(z));
  const moved = y.log().sub<Tensor>(a.log()).sub<Tensor>(rise);
  return series.add(where(isSmall, moved, moved.zerosLike()));
}

/** digamma(a), for a above 0. */
export const digamma = (a: Tensor): Tensor => digammaExcess(a).add(a.log());

/**
 * a ln(a / m) + m - a: near m by Loader's series in their difference, of which the logarithms would lose the digits.
 */
export function deviance(a: Tensor, m: Tensor): Tensor {
  const off = a.sub<Tensor>(m);
  const share = off.div<Tensor>(a.add<Tensor>(m));
  const isNear = share.abs().less(0.1);
  const square = share.square<Tensor>();
  const series = [1 / 9, 1 / 7, 1 / 5, 1 / 3].reduce(
    (sum, c) => sum.mul<Tensor>(square).add(c),
    square.zerosLike(),
  );
  const near = share.mul<Tensor>(off.add(series.mul<Tensor>(square).mul<Tensor>(a).mul(2)));
  const far = a.mul<Tensor>(a.log().sub(m.log())).sub<Tensor>(off);
  return where(isNear, near, far);
}

/** ln(x^a e^-x / Gamma(a)). */
export const logGammaFront = (a: Tensor, x: Tensor): Tensor =>
  a.log().mul<Tensor>(0.5).sub<Tensor>(stirlingError(a)).sub<Tensor>(deviance(a, x)).sub(halfLog2Pi);
