import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import type { Gan } from "./gan.ts";

export interface GanTraining {
  /** Examples along the first axis; stays yours. */
  data: Tensor;
  /** Examples in a batch; 128 unless given. */
  batch?: number;
  /** Steps of the generator; 1000 unless given. */
  steps?: number;
  /** Seconds after which it ends, whatever steps are left, pauses left out; none unless given. */
  seconds?: number;
  /** Steps of the critic before each of them; 5 of "wganGp" and 1 of others unless given. */
  criticSteps?: number;
  /** Adam's step sizes; 1e-3 unless given. */
  learningRate?: number | { generator: number; critic: number };
  /** Adam's decays; 0.5 and 0.9 unless given, which forget the other player's past sooner than usual ones. */
  betas?: { first: number; second: number };
  /** Seed of batches and noise. */
  seed?: number;
  /** Steps between two looks at samples; a fifth of all unless given. */
  sampleEvery?: number;
  /** Called after every step of the generator, counted from 1, and waited for. */
  onStep?: (step: number) => Promise<void> | void;
  /** What the run is called; the GAN's title unless given. */
  name?: string;
  /** Ends the run with an error. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof GanTraining, true> = {
  data: true,
  batch: true,
  steps: true,
  seconds: true,
  criticSteps: true,
  learningRate: true,
  betas: true,
  seed: true,
  sampleEvery: true,
  onStep: true,
  name: true,
  signal: true,
};

/** The options with what is chosen where they say nothing. Throws a RangeError or TypeError for those that cannot be. */
export function chosenTraining({ shape, objective }: Pick<Gan, "shape" | "objective">, options: GanTraining) {
  expectOptions("train", options, Object.keys(known));
  const { data, batch = 128, steps = 1000, seconds = Infinity, seed = 0 } = options;
  const { criticSteps = objective.criticSteps, learningRate = 1e-3 } = options;
  const { betas = { first: 0.5, second: 0.9 }, sampleEvery = Math.ceil(steps / 5) } = options;
  for (const [name, value] of Object.entries({ batch, steps, criticSteps, sampleEvery }))
    expectInteger(name, value, 1);
  if (!(seconds > 0)) throw new RangeError(`seconds must be more than 0, not ${seconds}`);
  const rates =
    typeof learningRate === "number" ? { generator: learningRate, critic: learningRate } : learningRate;
  for (const [who, rate] of Object.entries(rates))
    if (!(rate > 0)) throw new RangeError(`learningRate of the ${who} must be more than 0, not ${rate}`);
  for (const [name, beta] of Object.entries(betas))
    if (!(beta >= 0 && beta < 1))
      throw new RangeError(`betas.${name} is at least 0 and below 1, not ${beta}`);
  if (data.rank < 2 || shapeText(data.shape.slice(1)) !== shapeText(shape) || data.shape[0] < 1)
    throw new RangeError(
      `This GAN is of examples [batch, ${shape.join(", ")}], and the data is ${shapeText(data.shape)}`,
    );
  return { data, batch, steps, seconds, criticSteps, rates, betas, sampleEvery, seed };
}
