import type { Tensor } from "../../core/tf.ts";
import { gaussian, type Denoiser, type Gaussian } from "../../diffusion/index.ts";
import { mlp, unet, type Model } from "../../networks/index.ts";
import { ddim, type Sampling } from "../../samplers/index.ts";
import { linear, type NoiseSchedule } from "../../schedules/index.ts";
import type { Family } from "./family.ts";
import { fitted } from "./fitted.ts";

export interface DiffusionFamilyOptions {
  /** The process; DDPM's linear schedule of 1000 steps, eps and its mean squared error unless given. */
  diffusion?: Gaussian<NoiseSchedule>;
  /** Makes the network; of vectors an MLP and of images a U-Net unless given. */
  model?: (shape: readonly number[], seed: number) => Model;
  /** Draws samples; DDIM with 50 steps unless given. */
  sampler?: (
    denoiser: Denoiser,
    options: { shape: readonly number[]; seed: number; signal?: AbortSignal },
  ) => Sampling;
}

/** Terms of the bound on held-out data that are computed, drawn among all. */
const terms = 100;

/** Gaussian diffusion. Its likelihood is the bound of DDPM (2006.11239), equation 5, of which 100 terms are drawn. */
export const diffusionFamily = ({
  diffusion = gaussian({ schedule: linear() }),
  model: make = usual,
  sampler = (denoiser, options) => ddim(denoiser, { steps: 50, ...options }),
}: DiffusionFamilyOptions = {}): Family => ({
  name: "diffusion",
  async train(training) {
    const { data, levels, seed } = training;
    const shape = data.shape.slice(1);
    const model = make(shape, seed);
    const denoiser = diffusion.denoiser(model);
    return {
      ...(await fitted(model, diffusion.loss, training)),
      async sample(n, from, signal) {
        let last: Tensor | null = null;
        for await (const { x } of sampler(denoiser, {
          shape: [n, ...shape],
          seed: from,
          ...(signal && { signal }),
        }))
          last = x;
        if (!last) throw new Error("The sampler gives no frames, so there are no samples");
        return last;
      },
      async logLikelihood(x, signal) {
        const decoder = levels === undefined ? ({ decoder: "gaussian" } as const) : { levels };
        const { nats, error } = await diffusion.elbo(model, x, {
          ...decoder,
          terms,
          seed,
          show: false,
          ...(signal && { signal }),
        });
        return { kind: "lower bound", nats, error: error?.nats ?? null };
      },
    };
  },
});

function usual(shape: readonly number[], seed: number): Model {
  if (shape.length === 1) return mlp({ dim: shape[0], seed });
  if (shape.length === 3) return unet({ shape: [shape[0], shape[1], shape[2]], seed });
  throw new TypeError(
    "The usual networks are of vectors and images: diffusionFamily({ model: (shape, seed) => ... }) takes others",
  );
}
