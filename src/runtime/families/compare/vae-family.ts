import { stream } from "../../random/index.ts";
import { discretisedLogistic } from "../vae/discretised-logistic.ts";
import type { VaeOptions } from "../vae/options.ts";
import { vae } from "../vae/vae.ts";
import type { Family } from "./family.ts";
import { fitted } from "./fitted.ts";

/** Importance samples of the bound that held-out data is measured by. */
const importance = 64;

/**
 * VAEs: of vectors an MLP, of images whose sides are multiples of 4 convolutions; options take the place of what is chosen
 * here. Its likelihood is the bound of IWAE (1509.00519) with 64 samples.
 */
export const vaeFamily = (options: Omit<Partial<VaeOptions>, "dim" | "shape" | "seed"> = {}): Family => ({
  name: "VAE",
  async train(training) {
    const { data, levels, seed } = training;
    const shape = data.shape.slice(1);
    const images = shape.length === 3 && shape[0] % 4 === 0 && shape[1] % 4 === 0;
    const model = vae({
      shape,
      latent: Math.min(data.size / data.shape[0], 16),
      network: images ? "conv" : "mlp",
      likelihood: levels === undefined ? "gaussian" : discretisedLogistic({ levels }),
      ...options,
      seed,
    });
    return {
      ...(await fitted(model, model.loss, training)),
      sample: async (n, from) => Promise.resolve(model.sample(stream(from), n)),
      async logLikelihood(x, signal) {
        const { nats, error } = await model.iwae(x, importance, {
          seed,
          show: false,
          ...(signal && { signal }),
        });
        return { kind: "lower bound", nats, error: error?.nats ?? null };
      },
    };
  },
});
