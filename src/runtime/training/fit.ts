import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { pendingReads } from "../core/pending-reads.ts";
import { signalFor, turn } from "../core/turn.ts";
import { sampleKind } from "../display/sample-kind.ts";
import { count } from "../display/text.ts";
import type { Model } from "../networks/index.ts";
import { stream } from "../random/index.ts";
import { batches } from "./batches.ts";
import { learningRateAt } from "./learning-rate.ts";
import { measured } from "./metrics.ts";
import { monitor, type Head } from "./monitor.ts";
import { chosenOptions, type FitOptions, type Loss } from "./options.ts";
import { overlayOf } from "./overlay.ts";
import type { LossIdentity, RunRecord } from "./record.ts";
import { steps as stepsOf, type CompiledSteps } from "./step.ts";
import { takeSamples } from "./take-samples.ts";

/** A training run that has ended. */
export interface Fit {
  /** Loss of every step. */
  readonly losses: Float32Array;
  /** Seconds it took, pauses left out. */
  readonly seconds: number;
  /** Whether its Stop button ended it before its steps and its time were over. */
  readonly stopped: boolean;
  /** How many steps ran as one graph (noisebook/compile does it for functions of your own), and what making it took. */
  readonly compiled: CompiledSteps;
  /** What a later run is shown over: `fit(..., { over: this })`. */
  readonly record: RunRecord;
  /** Nothing: as a cell's last value it stands below the monitor that has shown it. */
  [displaySymbol](): MimeBundle;
}

/**
 * Fits a model's weights with Adam, under a live monitor. Its Stop button ends the run after the step that is at work, and
 * cells go on with the model as it is then. An interrupt, a signal or a loss that is not finite ends it with an error; the
 * weights keep what was learned until then. Throws a RangeError for options out of range.
 */
export async function fit<M extends Model>(model: M, loss: Loss<M>, options: FitOptions<M>): Promise<Fit> {
  const { data, condition, batch, steps, seconds, seed, rate, ema, sampleEvery, metricsEvery, earlier } =
    chosenOptions(options);
  const identity: LossIdentity = { loss, nature: loss.nature ?? null, measure: options.measure ?? null };
  const overlay = earlier.length ? overlayOf(earlier, identity) : null;
  const name = options.name ?? model.title;

  const signal = signalFor(options.signal);
  const random = stream(seed);
  const order = batches(data.shape[0], batch, random.split(0));
  const lossRandom = random.split(1);
  const learning = stepsOf(model, loss, { data, condition, random: lossRandom, ema });
  const kind = sampleKind(data.shape.slice(1));
  const head: Head = {
    title: name,
    options: [
      ...(loss.nature ? [["loss", loss.nature.name] as [string, string]] : []),
      ["batch", count(batch)],
      ["learning rate", `${rate.peak}${rate.decay === "cosine" ? ", cosine" : ""}`],
      ...(ema === undefined ? [] : [["EMA", String(ema)] as [string, string]]),
      ["weights", count(model.size)],
      ["seed", String(seed)],
    ],
    steps,
    batch,
    examples: { points: "points", images: "images", none: "examples" }[kind ?? "none"],
    ...(options.sample && kind ? { sampleShape: data.shape.slice(1) } : {}),
    ...(overlay ? { overlay } : {}),
    metricNames: Object.keys(options.metrics ?? {}),
    ...(loss.nature && learning.observes ? { termSteps: loss.nature.steps } : {}),
  };
  const watch = monitor(head, { seconds, show: options.show ?? true });

  try {
    for (let step = 1; step <= steps; step++) {
      await watch.whilePaused(signal);
      if (watch.isStopped()) break;
      const learningRate = learningRateAt(step, steps, rate);
      const { take, drop, ...now } = await learning.next(
        step,
        order.next().value,
        learningRate,
        steps - step,
      );
      await pendingReads(lossRandom);
      if (!Number.isFinite(now.loss) || !Number.isFinite(now.gradNorm)) {
        drop();
        throw new Error(notFinite(step, now.loss));
      }
      take();
      watch.step(step, { ...now, learningRate });
      const isLast = step === steps;
      if (options.sample && (step % sampleEvery === 0 || isLast))
        watch.samples(await takeSamples(step, options.sample(), watch.isStopped));
      if (options.metrics && (step % metricsEvery === 0 || isLast))
        watch.metrics(step, await measured(options.metrics, model, step));
      await options.onStep?.(step);
      await turn(signal);
      if (watch.elapsed() >= 1000 * seconds) break;
    }
    watch.finished();
  } catch (error) {
    watch.ended(error, signal);
    throw error;
  } finally {
    learning.average();
    learning.dispose();
  }
  const { history, progress } = watch.record();
  return {
    losses: Float32Array.from(history.loss),
    seconds: watch.elapsed() / 1000,
    stopped: progress.state === "stopped",
    compiled: learning.compiled(),
    record: { name, identity, steps, progress, history },
    [displaySymbol]: () => ({}),
  };
}

const notFinite = (step: number, loss: number): string =>
  Number.isFinite(loss)
    ? `The gradient is not finite at step ${step}: the weights are those of step ${step - 1}. Lower learningRate?`
    : `The loss is ${loss} at step ${step}: the weights are those of step ${step - 1}. Lower learningRate?`;
