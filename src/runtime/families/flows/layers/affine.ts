import { split, type Tensor } from "../../../core/tf.ts";
import type { ElementMap } from "./element-map.ts";

/** ln of the scale lies within plus and minus this: e^5 is about 148. */
const mostLogScale = 5;

/**
 * y = x e^s + t, of RealNVP (1605.08803, equation 7) and of masked autoregressive flow (1705.07057, equation 3, where s
 * is -alpha and t is -mu e^-alpha). s is kept between -5 and 5 by a hyperbolic tangent, so that no scale overflows.
 */
export function affine(): ElementMap {
  return {
    name: "affine",
    parameters: 2,
    forward(x, raw) {
      const { shift, logScale } = parts(x, raw);
      return { y: x.mul(logScale.exp()).add(shift), logSlope: logScale };
    },
    inverse(y, raw) {
      const { shift, logScale } = parts(y, raw);
      return { y: y.sub(shift).mul(logScale.neg().exp()), logSlope: logScale.neg() };
    },
  };
}

function parts(x: Tensor, raw: Tensor): { shift: Tensor; logScale: Tensor } {
  const [shift, logScale] = split(raw, 2, raw.rank - 1).map((part) => part.reshape(x.shape));
  return { shift, logScale: logScale.div(mostLogScale).tanh().mul(mostLogScale) };
}
