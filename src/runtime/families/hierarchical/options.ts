import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { LikelihoodChoice } from "../vae/likelihood.ts";
import { exampleShape } from "../vae/options.ts";

export interface HierarchicalVaeOptions {
  /** Numbers of one example, for examples that are vectors; else `shape`. */
  dim?: number;
  /** Shape of one example: [8, 8, 1]. */
  shape?: readonly number[];
  /** Latent numbers of each level, from z_1, which the data is decoded from, to z_T. */
  latents: readonly number[];
  /** What q(z_t | ...) looks at: the level below ("markov", unless given), or the data too ("data"). */
  inference?: "markov" | "data";
  /** p(x | z_1): "gaussian" (unless given), "bernoulli", "discretisedLogistic", or one of your own. */
  likelihood?: LikelihoodChoice;
  /** Units of hidden layers and how many there are, in each of the networks; 128 and 2 unless given. */
  width?: number;
  depth?: number;
  /** Seed of the initial weights. */
  seed?: number;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof HierarchicalVaeOptions, true> = {
  dim: true,
  shape: true,
  latents: true,
  inference: true,
  likelihood: true,
  width: true,
  depth: true,
  seed: true,
};

/** The options with what is chosen where they say nothing. Throws a TypeError or RangeError for those that cannot be. */
export function chosenOptions(options: HierarchicalVaeOptions) {
  expectOptions("hierarchicalVae", options, Object.keys(known));
  const { latents, inference = "markov", width = 128, depth = 2, seed = 0 } = options;
  if (!["markov", "data"].includes(inference))
    throw new RangeError(`inference is "markov" or "data", not "${inference as string}"`);
  if (!latents.length) throw new RangeError("latents has at least one level: [8, 4]");
  latents.forEach((size, level) => expectInteger(`latents[${level}]`, size, 1));
  const shape = exampleShape("A hierarchical VAE", options);
  return { shape, latents, inference, width, depth, seed };
}
