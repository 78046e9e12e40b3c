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
import { liveOutput } from "../display/output.ts";
import { count, decimal } from "../display/text.ts";
import { thin } from "../display/thin.ts";
import { history, record, series, smoothing, type History } from "./history.ts";
import { gate } from "./gate.ts";

/** A viewer gets news at most this often, in milliseconds. */
const sendEvery = 250;
/** Steps that a saved run keeps. */
const mostSaved = 4000;

export type Head = Pick<Training, "title" | "options" | "steps" | "batch" | "examples">;

/** Shows a training run while it goes on and keeps its record. */
export interface Monitor {
  readonly history: History;
  /** Milliseconds spent so far, pauses left out. */
  elapsed(): number;
  step(step: number, loss: number, gradNorm: number, learningRate: number): void;
  samples(samples: TrainingSamples): void;
  /** Waits while a viewer has paused the run. */
  whilePaused(signal: AbortSignal | null): Promise<void>;
  /** All steps are done, or the time is over. */
  finished(): void;
  /** The run ends with an error, or by an interrupt. */
  ended(error: unknown, signal: AbortSignal | null): void;
}

/** `seconds` ends the run before its steps do. */
export function monitor(head: Head, seconds = Infinity): Monitor {
  const past = history();
  const drawn: TrainingSamples[] = [];
  const pause = gate();
  const began = performance.now();
  let paused = 0;
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
    if (parsed.output.type === "pause") pause.shut();
    else pause.open();
  }

  const live = liveOutput(
    trainingMime,
    (stream) => bundle(payload(progress("running"), stream), past),
    onRequest,
  );

  function end(last: TrainingProgress): void {
    send(last);
    live.finish((stream) => bundle(payload(last, stream), past));
  }

  return {
    history: past,
    elapsed,
    step(step, loss, gradNorm, learningRate) {
      record(past, step, loss, gradNorm, learningRate);
      if (performance.now() - sent.at >= sendEvery) send(progress("running"));
    },
    samples: (samples) => void drawn.push(samples),
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
    finished: () => end(progress("finished")),
    ended(error, signal) {
      if (isAbort(error, signal)) end(progress("stopped"));
      else end(progress("failed", error instanceof Error ? error.message : null));
    },
  };
}

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
