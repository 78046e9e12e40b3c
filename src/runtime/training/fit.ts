import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import {
  dispose,
  gather,
  tensor1d,
  tidy,
  variableGrads,
  zerosLike,
  stack,
  type Scalar,
  type Tensor,
} from "../core/tf.ts";
import { pendingReads } from "../core/pending-reads.ts";
import { expectInteger } from "../core/shape.ts";
import { signalFor, turn } from "../core/turn.ts";
import type { Model } from "../networks/index.ts";
import { stream, type Stream } from "../random/index.ts";
import type { Frame } from "../samplers/index.ts";
import { sampleKind } from "../display/sample-kind.ts";
import { count } from "../display/text.ts";
import { adam } from "./adam.ts";
import { average } from "./average.ts";
import { batches } from "./batches.ts";
import { flatten } from "./flat.ts";
import { learningRateAt, type LearningRate } from "./learning-rate.ts";
import { monitor, type Head } from "./monitor.ts";
import { takeSamples } from "./take-samples.ts";

/**
 * A scalar to make small, of a model, a batch [B, ...] and the condition of each example where there is one; whatever
 * is random in it comes from the stream.
 */
export type Loss<M extends Model = Model> = (
  model: M,
  batch: Tensor,
  random: Stream,
  condition?: Tensor,
) => Scalar;

export interface FitOptions {
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
  /** Called after every step, counted from 1, and waited for. */
  onStep?: (step: number) => Promise<void> | void;
  /** What the run is called; the model's title unless given. */
  title?: string;
  /** Stops the run. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** A training run that has ended. */
export interface Fit {
  /** Loss of every step. */
  readonly losses: Float32Array;
  /** Seconds it took, pauses left out. */
  readonly seconds: number;
  /** Nothing: as a cell's last value it stands below the monitor that has shown it. */
  [displaySymbol](): MimeBundle;
}

/**
 * Fits a model's weights with Adam, under a live monitor. An interrupt, a signal or a loss that is not finite ends it
 * with an error; the weights keep what was learned until then. Throws a RangeError for options out of range.
 */
export async function fit<M extends Model>(model: M, loss: Loss<M>, options: FitOptions): Promise<Fit> {
  const {
    data,
    condition,
    batch = 128,
    steps = 1000,
    seconds = Infinity,
    seed = 0,
    learningRate = 1e-3,
    warmup = 0,
    decay = "constant",
  } = options;
  expectInteger("batch", batch, 1);
  expectInteger("steps", steps, 1);
  expectInteger("warmup", warmup, 0);
  if (!(seconds > 0)) throw new RangeError(`seconds must be more than 0, not ${seconds}`);
  if (data.rank < 1 || data.shape[0] < 1) throw new RangeError("data has no examples along its first axis");
  if (condition && condition.shape[0] !== data.shape[0]) {
    throw new RangeError(
      `condition has ${condition.shape[0]} entries for ${data.shape[0]} examples: one for each`,
    );
  }
  if (!(learningRate > 0)) throw new RangeError(`learningRate must be more than 0, not ${learningRate}`);
  if (options.ema !== undefined && !(options.ema > 0 && options.ema < 1)) {
    throw new RangeError(`ema is a decay between 0 and 1, not ${options.ema}`);
  }

  const signal = signalFor(options.signal);
  const weights = Object.values(model.weights);
  const random = stream(seed);
  const order = batches(data.shape[0], batch, random.split(0));
  const lossRandom = random.split(1);
  const rate: LearningRate = { peak: learningRate, warmup, decay };
  const sampleEvery = options.sampleEvery ?? Math.ceil(steps / 5);
  const optimizer = adam(weights);
  const averaged = options.ema === undefined ? null : average(weights, options.ema);
  const head: Head = {
    title: options.title ?? model.title,
    options: [
      ["batch", count(batch)],
      ["learning rate", `${learningRate}${decay === "cosine" ? ", cosine" : ""}`],
      ...(options.ema === undefined ? [] : [["EMA", String(options.ema)] as [string, string]]),
      ["weights", count(model.size)],
      ["seed", String(seed)],
    ],
    steps,
    batch,
    examples: { points: "points", images: "images", none: "examples" }[
      sampleKind(data.shape.slice(1)) ?? "none"
    ],
  };
  const watch = monitor(head, seconds);

  try {
    for (let step = 1; step <= steps; step++) {
      await watch.whilePaused(signal);
      const indices = order.next().value;
      const { slopes, measures } = tidy(() => {
        const chosen = tensor1d(indices, "int32");
        const told = condition && gather(condition, chosen);
        const { value, grads } = variableGrads(
          () => loss(model, gather(data, chosen), lossRandom, told),
          weights,
        );
        // A weight that the loss does not reach has no gradient.
        const row = flatten(
          weights.map((weight) => (weight.name in grads ? grads[weight.name] : zerosLike(weight))),
        );
        return { slopes: row, measures: stack([value, row.square().sum<Scalar>().sqrt()]) };
      });
      const [lossNow, normNow] = await measures.data();
      measures.dispose();
      await pendingReads(lossRandom);
      if (!Number.isFinite(lossNow) || !Number.isFinite(normNow)) {
        slopes.dispose();
        throw new Error(notFinite(step, lossNow));
      }
      const rateNow = learningRateAt(step, steps, rate);
      const row = optimizer.step(slopes, rateNow);
      averaged?.update(step, row);
      dispose([slopes, row]);
      watch.step(step, lossNow, normNow, rateNow);
      if (options.sample && (step % sampleEvery === 0 || step === steps)) {
        watch.samples(await takeSamples(step, options.sample()));
      }
      await options.onStep?.(step);
      await turn(signal);
      if (watch.elapsed() >= 1000 * seconds) break;
    }
    watch.finished();
  } catch (error) {
    watch.ended(error, signal);
    throw error;
  } finally {
    averaged?.apply();
    averaged?.dispose();
    optimizer.dispose();
  }
  return {
    losses: Float32Array.from(watch.history.loss),
    seconds: watch.elapsed() / 1000,
    [displaySymbol]: () => ({}),
  };
}

const notFinite = (step: number, loss: number): string =>
  Number.isFinite(loss)
    ? `The gradient is not finite at step ${step}: the weights are those of step ${step - 1}. Lower learningRate?`
    : `The loss is ${loss} at step ${step}: the weights are those of step ${step - 1}. Lower learningRate?`;
