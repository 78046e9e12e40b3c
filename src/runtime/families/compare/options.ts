import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import type { Modes } from "../gan/modes.ts";
import { diffusionFamily } from "./diffusion-family.ts";
import type { Budget, Family } from "./family.ts";
import { flowFamily } from "./flow-family.ts";
import { ganFamily } from "./gan-family.ts";
import { vaeFamily } from "./vae-family.ts";

export interface CompareFamiliesOptions {
  /** Examples along the first axis, vectors [n, D] or images [n, height, width, channels]; stays yours. */
  data: Tensor;
  /** What each family may train: { steps } or { seconds }. */
  budget: Budget;
  /** What they are measured on, instead of a random fifth of the data, which is then not trained on; stays yours. */
  test?: Tensor;
  /** VAE, flow, GAN and diffusion unless given; their order is the table's. */
  families?: readonly Family[];
  /** Examples in a batch; 128 unless given. */
  batch?: number;
  /** Adam's step size; 1e-3 unless given. */
  learningRate?: number;
  /** How many levels from -1 to 1 the data has: likelihoods are then probabilities. Of continuous data unless given. */
  levels?: number;
  /** The modes of the data, where it is a mixture: how many of them each family finds is measured too. */
  modes?: Modes;
  /** Samples of each; 1000 unless given. As many held-out examples are measured, or all there are. */
  samples?: number;
  /** Which neighbour's distance the balls of precision, recall, density and coverage reach to; 5 unless given. */
  k?: number;
  /** Seed of weights, batches, noise and of what is held out. */
  seed?: number;
  /** Whether the table is shown while families train; true unless given. */
  show?: boolean;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof CompareFamiliesOptions, true> = {
  data: true,
  budget: true,
  test: true,
  families: true,
  batch: true,
  learningRate: true,
  levels: true,
  modes: true,
  samples: true,
  k: true,
  seed: true,
  show: true,
  signal: true,
};

/** The options with what is chosen where they say nothing. Throws a TypeError or RangeError for those that cannot be. */
export function chosenOptions(options: CompareFamiliesOptions) {
  expectOptions("compareFamilies", options, Object.keys(known));
  const {
    budget,
    batch = 128,
    learningRate = 1e-3,
    levels,
    modes,
    samples = 1000,
    k = 5,
    seed = 0,
    show = true,
  } = options;
  const { families = [vaeFamily(), flowFamily(), ganFamily(), diffusionFamily()] } = options;
  for (const [name, value] of Object.entries({ batch, samples, k })) expectInteger(name, value, 1);
  if (levels !== undefined) expectInteger("levels", levels, 2);
  expectBudget(budget);
  if (!families.length) throw new TypeError("There is nothing to compare: families is empty");
  const names = families.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new TypeError(
      `Two families are called "${twice}": give one another name, { ...vaeFamily(), name: "beta-VAE" }`,
    );
  return { budget, batch, learningRate, levels, modes, samples, k, seed, show, families };
}

function expectBudget(budget: Budget): void {
  const { steps, seconds } = budget as { steps?: number; seconds?: number };
  if ((steps === undefined) === (seconds === undefined))
    throw new TypeError("budget is { steps: 2000 } or { seconds: 30 }, one of the two");
  if (steps !== undefined) expectInteger("budget.steps", steps, 1);
  else if (!(Number(seconds) > 0)) throw new RangeError(`budget.seconds must be more than 0, not ${seconds}`);
}
