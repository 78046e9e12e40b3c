import * as v from "valibot";
import type { MimeBundle } from "../../protocol/host.ts";
import {
  TrainingRequest,
  trainingMime,
  type Training,
  type TrainingChunk,
  type TrainingProgress,
  type TrainingSamples,
} from "../../protocol/training.ts";
import { isAbort } from "../core/turn.ts";
import { lossCurve } from "../display/pictures/curve.ts";
import { liveOutput, type LiveOutput } from "../display/output.ts";
import { count, decimal } from "../display/text.ts";
import { thin } from "../display/thin.ts";
import { byTime } from "./by-time.ts";
import { history, packed, record, series, smoothing, type History, type Measured } from "./history.ts";
import { gate } from "./gate.ts";
import type { RunRecord } from "./record.ts";
import type { Step } from "./step.ts";

/** A viewer gets news at most this often, in milliseconds. */
const sendEvery = 250;
/** Steps that a saved run keeps. */
const mostSaved = 4000;

export type Head = Pick<
  Training,
  "title" | "options" | "steps" | "batch" | "examples" | "sampleShape" | "overlay"
> & {
  /** T of the schedule where the loss knows its terms by t; null in continuous time, absent where it knows none. */
  readonly termSteps?: number | null;
  /** What `metrics` will be told of, so that a viewer has room for it from the beginning. */
  readonly metricNames?: readonly string[];
};

const unseen: LiveOutput = { send: () => undefined, finish: () => undefined };

/** Shows a training run while it goes on and keeps its record. */
export interface Monitor {
  /** Milliseconds spent so far, pauses left out. */
  elapsed(): number;
  step(step: number, measured: Measured & Pick<Step, "terms">): void;
  /** Null where there are none. */
  samples(samples: TrainingSamples | null): void;
  metrics(step: number, values: readonly (readonly [name: string, value: number])[]): void;
  /** Waits while a viewer has paused the run. */
  whilePaused(signal: AbortSignal | null): Promise<void>;
  /** Whether a viewer has asked the run to end with what it has learned: its loop is to look at every step. */
  readonly isStopped: () => boolean;
  /** All steps are done, the time is over, or the run is stopped. */
  finished(): void;
  /** The run ends with an error, or by an interrupt. */
  ended(error: unknown, signal: AbortSignal | null): void;
  /** What is known of it when it has ended. */
  record(): Pick<RunRecord, "history" | "progress">;
}

/** `seconds` ends the run before its steps do; without `show` the record alone is kept. */
export function monitor(
  { termSteps, metricNames = [], ...head }: Head,
  { seconds = Infinity, show = true }: { seconds?: number; show?: boolean } = {},
): Monitor {
  const past = history();
  const drawn: TrainingSamples[] = [];
  const pause = gate();
  const began = performance.now();
  let paused = 0;
  let stopped = false;
  let last: TrainingProgress | null = null;
  const terms = termSteps === undefined ? null : byTime(termSteps);
  const metrics = new Map(metricNames.map((name) => [name, [] as { step: number; value: number }[]]));
  let sent = { steps: 0, samples: 0, at: began };

  const elapsed = () => performance.now() - began - paused;
  const progress = (state: TrainingProgress["state"], reason: string | null = null): TrainingProgress => ({
    step: past.steps.at(-1) ?? 0,
    elapsed: elapsed(),
    loss: past.smoothed.at(-1) ?? null,
    best: past.best,
    state,
    reason,
    ...(seconds < Infinity ? { planned: plannedOf(state) } : {}),
  });
  function plannedOf(state: TrainingProgress["state"]): number {
    const step = past.steps.at(-1) ?? 0;
    const going = state === "running" || state === "paused";
    return going ? Math.min(head.steps, foreseen(step, elapsed() / 1000, seconds)) : step;
  }
  const measured = (entries: readonly number[]) => ({
    loss: series(past, "loss", entries),
    gradNorm: series(past, "gradNorm", entries),
    learningRate: series(past, "learningRate", entries),
    ...(past.eps.length ? { eps: series(past, "eps", entries) } : {}),
    // Few and small: a viewer takes what it does not have yet.
    ...(metrics.size
      ? { metrics: [...metrics].map(([name, values]) => ({ name, series: metricSeries(values) })) }
      : {}),
    ...(terms ? { terms: terms.now() } : {}),
  });
  const payload = (now: TrainingProgress, stream: string | null): Training => ({
    version: 1,
    ...head,
    smoothing,
    progress: now,
    ...measured(thin([...past.steps.keys()], mostSaved)),
    samples: drawn,
    stream,
  });

  function send(now: TrainingProgress): void {
    const fresh = past.steps.slice(sent.steps).map((_, i) => sent.steps + i);
    const chunk: TrainingChunk = { progress: now, ...measured(fresh), samples: drawn.slice(sent.samples) };
    live.send(chunk);
    sent = { steps: past.steps.length, samples: drawn.length, at: performance.now() };
  }

  function onRequest(request: unknown): void {
    const parsed = v.safeParse(TrainingRequest, request);
    // A viewer of another version may ask what this one does not know.
    if (!parsed.success) return;
    const { type } = parsed.output;
    if (type === "stop") stopped = true;
    if (type === "pause") pause.shut();
    else pause.open();
  }

  const live = show
    ? liveOutput(trainingMime, (stream) => bundle(payload(progress("running"), stream), past), onRequest)
    : unseen;

  function end(now: TrainingProgress): void {
    last = now;
    send(now);
    live.finish((stream) => bundle(payload(now, stream), past));
  }

  return {
    elapsed,
    step(step, { terms: met = [], ...now }) {
      record(past, step, now);
      for (const { t, nats } of met) terms?.add(t, nats);
      if (performance.now() - sent.at >= sendEvery) send(progress("running"));
    },
    samples(samples) {
      if (samples) drawn.push(samples);
    },
    metrics(step, values) {
      for (const [name, value] of values) {
        const known = metrics.get(name) ?? [];
        metrics.set(name, known);
        known.push({ step, value });
      }
    },
    isStopped: () => stopped,
    async whilePaused(signal) {
      if (!pause.isShut()) return;
      const since = performance.now();
      send(progress("paused"));
      try {
        await pause.passed(signal);
      } finally {
        paused += performance.now() - since;
      }
      send(progress("running"));
    },
    finished: () => end(progress(stopped ? "stopped" : "finished")),
    ended(error, signal) {
      if (isAbort(error, signal)) end(progress("stopped"));
      else end(progress("failed", error instanceof Error ? error.message : null));
    },
    record: () => ({ history: past, progress: last ?? progress("running") }),
  };
}

const metricSeries = (values: readonly { step: number; value: number }[]) => {
  const kept = thin(values, mostSaved);
  return packed(
    kept.map(({ step }) => step),
    kept.map(({ value }) => value),
  );
};

/** Steps after all of the time, rounded up to two digits: an axis that is drawn by it seldom moves. */
export function foreseen(step: number, elapsed: number, seconds: number): number {
  const exact = elapsed > 0 ? Math.max(step, (step / elapsed) * seconds) : step;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, exact))) - 1);
  return Math.max(1, Math.ceil(exact / unit) * unit);
}

function bundle(training: Training, past: History): MimeBundle {
  const shown: MimeBundle = { [trainingMime]: training, "text/plain": text(training) };
  const kept = thin([...past.steps.keys()], mostSaved);
  if (kept.length) {
    const of = (values: readonly number[]) => kept.map((i) => values[i]);
    shown["image/png"] = lossCurve(of(past.steps), of(past.loss), of(past.smoothed));
  }
  return shown;
}

function text({ title, steps, progress }: Training): string {
  const { step, elapsed, loss, state, reason, planned = steps } = progress;
  const seconds = `${decimal(Math.round(elapsed / 100) / 10)} s`;
  const now = loss === null ? "" : `, loss ${decimal(loss)}`;
  return `${title}: ${state} at step ${count(step)} of ${count(planned)}${now}, ${seconds}${reason ? `. ${reason}` : ""}`;
}
