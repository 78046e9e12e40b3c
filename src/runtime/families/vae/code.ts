import { split, type Tensor } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";

/** A diagonal Gaussian over latent variables, [B, latent] both. */
export interface Code {
  readonly mean: Tensor;
  readonly logStd: Tensor;
}

/** Reads an encoder's output [B, 2 latent]: the means, then the logarithms of the standard deviations. */
export function codeOf(output: Tensor, latent: number, who: string): Code {
  if (output.rank !== 2 || output.shape[1] !== 2 * latent) {
    throw new RangeError(
      `${who} gives ${shapeText(output.shape)}: for ${latent} latent numbers it must be [batch, ${2 * latent}], ` +
        `means and then logarithms of standard deviations`,
    );
  }
  const [mean, logStd] = split(output, 2, 1);
  return { mean, logStd };
}

/** mean + std eps: the reparameterization of 1312.6114, section 2.4. */
export const drawCode = ({ mean, logStd }: Code, eps: Tensor): Tensor =>
  mean.add(logStd.exp<Tensor>().mul(eps));

/** KL(q || N(0, I)) in nats of each latent number, [B, latent]: 1312.6114, appendix B. */
export const codeKl = ({ mean, logStd }: Code): Tensor =>
  mean
    .square<Tensor>()
    .add<Tensor>(logStd.mul<Tensor>(2).exp<Tensor>())
    .sub<Tensor>(1)
    .mul<Tensor>(0.5)
    .sub(logStd);
