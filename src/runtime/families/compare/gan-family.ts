import { stream } from "../../random/index.ts";
import { gan } from "../gan/gan.ts";
import type { GanOptions } from "../gan/options.ts";
import type { GanTraining } from "../gan/training.ts";
import { limitsOf, type Family } from "./family.ts";

export interface GanFamilyOptions extends Omit<Partial<GanOptions>, "dim" | "shape" | "seed"> {
  /** How it is trained where that is not as the others are. */
  training?: Pick<GanTraining, "criticSteps" | "betas" | "learningRate">;
}

/**
 * GANs: MLPs, with the non-saturating loss unless given. A step of the budget is one of the generator, before which the critic has
 * its own. There is no likelihood.
 */
export const ganFamily = ({ training: own = {}, ...options }: GanFamilyOptions = {}): Family => ({
  name: "GAN",
  async train({ data, budget, batch, learningRate, seed, title, signal }) {
    const shape = data.shape.slice(1);
    const model = gan({
      shape,
      latent: Math.max(4, Math.min(data.size / data.shape[0], 32)),
      ...options,
      seed,
    });
    try {
      const { generatorLosses, seconds } = await model.train({
        data,
        ...limitsOf(budget),
        batch,
        learningRate,
        seed,
        name: `${title}: ${model.title}`,
        ...own,
        ...(signal && { signal }),
      });
      return {
        title: model.title,
        size: Object.values(model.weights).reduce((sum, { size }) => sum + size, 0),
        steps: generatorLosses.length,
        seconds,
        sample: async (n, from) => Promise.resolve(model.sample(stream(from), n)),
        dispose: () => model.dispose(),
      };
    } catch (error) {
      model.dispose();
      throw error;
    }
  },
});
