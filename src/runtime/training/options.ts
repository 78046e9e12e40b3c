import { expectInteger } from "../core/shape.ts";
import type { Scalar, Tensor } from "../core/tf.ts";
import type { DiffusionLoss } from "../diffusion/index.ts";
import type { Model } from "../networks/index.ts";
import type { Stream } from "../random/index.ts";
import type { Frame } from "../samplers/index.ts";
import type { LearningRate } from "./learning-rate.ts";
import type { RunRecord } from "./record.ts";

/**
 * A scalar to make small, of a model, a batch [B, ...] and the condition of each example where there is one; whatever
 * is random in it comes from the stream. Where it says more of itself, as that of a diffusion does, its error by t is shown,
 * and runs are compared by what they have in common.
 */
export interface Loss<M extends Model = Model> extends Partial<Pick<DiffusionLoss, "nature" | "observed">> {
  (model: M, batch: Tensor, random: Stream, condition?: Tensor): Scalar;
}

/** A number of a model after `step` steps. */
export type Metric<M extends Model = Model> = (model: M, step: number) => Promise<number> | number;

/** A run that has ended, as `fit` returns it. */
export interface EarlierFit {
  readonly record: RunRecord;
}

export interface FitOptions<M extends Model = Model> {
  /** Examples along the first axis; stays yours. */
  data: Tensor;
  /** What the model is told of each example, such as labels (int32); as long as `data`, and stays yours. */
  condition?: Tensor;
  /** Examples in a batch. */
  batch?: number;
  /** Optimizer steps. */
  steps?: number;
  /** Seconds after which it ends, whatever steps are left, pauses left out; none unless given. */
  seconds?: number;
  /** Seed of the batches and of the loss's random numbers. */
  seed?: number;
  /** Adam's (1412.6980) step size at its peak. */
  learningRate?: number;
  /** Steps over which it rises to the peak, and what follows. */
  warmup?: number;
  decay?: LearningRate["decay"];
  /** Decay of averaged weights, such as 0.999: they take the weights' place when training ends. */
  ema?: number;
  /** Draws samples now and then, for the eye; from the weights as they are. */
  sample?: () => AsyncIterable<Frame>;
  /** Steps between two such draws; a fifth of all unless given. */
  sampleEvery?: number;
  /** Numbers of your own by their names, each measured now and then and charted beside the loss; waited for. */
  metrics?: Readonly<Record<string, Metric<M>>>;
  /** Steps between two measurements; a fiftieth of all unless given. The last step is always measured. */
  metricsEvery?: number;
  /** Called after every step, counted from 1, and waited for. */
  onStep?: (step: number) => Promise<void> | void;
  /** What the run is called; the model's title unless given. */
  name?: string;
  /** Runs that have ended, up to three, which this one is shown over: the newest first. */
  over?: EarlierFit | readonly EarlierFit[];
  /** What the loss measures, in words: runs of one measure are compared by their loss. A diffusion's loss knows by itself. */
  measure?: string;
  /** Whether the monitor is shown; true unless given. */
  show?: boolean;
  /** Ends the run with an error. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** The options with what is chosen where they say nothing. Throws a RangeError for those that cannot be. */
export function chosenOptions<M extends Model>(options: FitOptions<M>) {
  const { data, condition, batch = 128, steps = 1000, seconds = Infinity, seed = 0 } = options;
  const { learningRate = 1e-3, warmup = 0, decay = "constant", ema } = options;
  const { sampleEvery = Math.ceil(steps / 5), metricsEvery = Math.ceil(steps / 50) } = options;
  expectInteger("batch", batch, 1);
  expectInteger("steps", steps, 1);
  expectInteger("warmup", warmup, 0);
  expectInteger("sampleEvery", sampleEvery, 1);
  expectInteger("metricsEvery", metricsEvery, 1);
  if (!(seconds > 0)) throw new RangeError(`seconds must be more than 0, not ${seconds}`);
  if (data.rank < 1 || data.shape[0] < 1) throw new RangeError("data has no examples along its first axis");
  if (condition && condition.shape[0] !== data.shape[0])
    throw new RangeError(
      `condition has ${condition.shape[0]} entries for ${data.shape[0]} examples: one for each`,
    );
  if (!(learningRate > 0)) throw new RangeError(`learningRate must be more than 0, not ${learningRate}`);
  if (ema !== undefined && !(ema > 0 && ema < 1))
    throw new RangeError(`ema is a decay between 0 and 1, not ${ema}`);
  const rate: LearningRate = { peak: learningRate, warmup, decay };
  const earlier = [options.over ?? []].flat().map(({ record }) => record);
  return { data, condition, batch, steps, seconds, seed, rate, ema, sampleEvery, metricsEvery, earlier };
}
