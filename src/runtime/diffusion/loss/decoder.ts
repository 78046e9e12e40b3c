import { type Tensor } from "../../core/tf.ts";

/** ln p(x_0 | x_1) of each number in x0, for a Gaussian of this mean and log variance; shapes as x0. */
export type Decoder = (x0: Tensor, mean: Tensor, logVariance: Tensor) => Tensor;

/** The density of continuous data, in nats. */
const gaussian: Decoder = (x0, mean, logVariance) =>
  x0
    .sub(mean)
    .square()
    .mul(logVariance.neg().exp())
    .add(logVariance)
    .add(Math.log(2 * Math.PI))
    .mul(-0.5);

/** The normal distribution function by the tanh formula that the decoder's published numbers were made with. */
const cdf = (x: Tensor): Tensor =>
  x
    .add(x.mul(x).mul(x).mul(0.044715))
    .mul(Math.sqrt(2 / Math.PI))
    .tanh()
    .add(1)
    .div(2);

/** The least probability a level is given. */
const least = 1e-12;

/**
 * The probability of 8-bit levels, data being 0 .. 255 scaled to [-1, 1]: DDPM (2006.11239), equation 13. The lowest
 * and highest level take all that lies beyond them.
 */
const discretized: Decoder = (x0, mean, logVariance) => {
  const centered = x0.sub(mean);
  const inverse = logVariance.mul(-0.5).exp();
  const below = cdf(inverse.mul(centered.sub(1 / 255)));
  const upTo = cdf(inverse.mul(centered.add(1 / 255)));
  const log = (p: Tensor): Tensor => p.maximum(least).log();
  const inside = log(upTo.sub(below));
  const highest = log(below.neg().add(1));
  return log(upTo).where(x0.less(-0.999), highest.where(x0.greater(0.999), inside));
};

export const decoders = { gaussian, discretized } satisfies Record<string, Decoder>;
export type DecoderName = keyof typeof decoders;
