import { tensor, tidy, type Scalar, type Tensor } from "../../core/tf.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import type { Model, Network } from "../../networks/index.ts";
import { network } from "../../networks/index.ts";
import type { Stream } from "../../random/index.ts";
import type { Code } from "./code.ts";
import { vaeElbo, type VaeElbo, type VaeElboOptions } from "./elbo.ts";
import type { EvaluationOptions } from "./evaluation.ts";
import { iwae, type Iwae } from "./iwae.ts";
import type { Likelihood } from "./likelihood.ts";
import { vaeLoss } from "./loss.ts";
import { lossOptions, type VaeOptions } from "./options.ts";
import { partsOf } from "./parts.ts";

/**
 * A variational autoencoder: p(z) = N(0, I), p(x | z) by its decoder and q(z | x), a diagonal Gaussian, by its encoder. As
 * a function it reconstructs. Examples are [B, ...shape], z [B, latent]; tensors that come back are yours.
 */
export interface Vae extends Network {
  readonly shape: readonly number[];
  readonly latent: number;
  readonly likelihood: Likelihood;
  /** What `fit` takes: fit(vae, vae.loss, { data }). In nats for an example. */
  readonly loss: (model: Model, x: Tensor, random: Stream) => Scalar;
  /**
   * The bound on -ln p(x), 1312.6114, equation 3, whatever beta and free bits the loss has: KL in closed form and
   * float64, reconstruction by samples. Throws a RangeError for data of another shape, that is not finite or that the
   * likelihood is not of.
   */
  readonly elbo: (x: Tensor, options?: VaeElboOptions) => Promise<VaeElbo>;
  /** The bound of IWAE with k samples, 1509.00519, equation 8; throws as `elbo`. */
  readonly iwae: (x: Tensor, k: number, options?: EvaluationOptions) => Promise<Iwae>;
  /** Means and logarithms of standard deviations of q(z | x), [B, latent] each. */
  readonly encode: (x: Tensor) => Code;
  /** E[x | z], [B, ...shape]. */
  readonly decode: (z: Tensor) => Tensor;
  /** n draws of p(x), or with `mean` the E[x | z] of n draws of z, which have no noise of the likelihood in them. */
  readonly sample: (stream: Stream, n: number, options?: { mean?: boolean }) => Tensor;
  /** E[x | z] where z is the mean of q(z | x). */
  readonly reconstruct: (x: Tensor) => Tensor;
}

/** A VAE (1312.6114). Throws a TypeError or RangeError for options that cannot be, alone or together. */
export function vae(options: VaeOptions): Vae {
  const losses = lossOptions(options);
  const parts = partsOf(options);
  const { shape, latent, likelihood } = parts;
  const loss = vaeLoss(parts, losses);

  const shaped = (x: Tensor): Tensor => x.reshape([x.shape[0], ...shape]);
  function decode(z: Tensor): Tensor {
    if (z.rank !== 2 || z.shape[1] !== latent)
      throw new RangeError(`z has the shape [batch, ${latent}], not ${shapeText(z.shape)}`);
    return tidy(() => shaped(likelihood.mean(parts.decode(z))));
  }
  function encode(x: Tensor): Code {
    const [mean, logStd] = tidy(() => {
      parts.flat(x);
      const code = parts.encode(x);
      return [code.mean, code.logStd];
    });
    return { mean, logStd };
  }
  const reconstruct = (x: Tensor): Tensor => tidy(() => decode(encode(x).mean));

  const title = `VAE ${shapeText(shape)} with ${latent} latent, ${likelihood.name}`;
  return Object.assign(network(title, parts.weights, reconstruct), {
    shape,
    latent,
    likelihood,
    loss: (_: Model, x: Tensor, random: Stream) => loss(x, random),
    elbo: (x: Tensor, chosen?: VaeElboOptions) => vaeElbo(parts, x, chosen),
    iwae: (x: Tensor, k: number, chosen?: EvaluationOptions) => iwae(parts, x, k, chosen),
    encode,
    decode,
    sample(stream: Stream, n: number, { mean = false }: { mean?: boolean } = {}): Tensor {
      expectInteger("n", n, 1);
      return tidy(() => {
        const said = parts.decode(tensor(stream.normal(n * latent), [n, latent]));
        return shaped(mean ? likelihood.mean(said) : likelihood.sample(stream, said));
      });
    },
    reconstruct,
  });
}
