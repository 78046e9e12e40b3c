import { expectInteger } from "../../../core/shape.ts";
import { signalFor, turn } from "../../../core/turn.ts";
import { workBar } from "../../../display/work-bar.ts";
import { stream } from "../../../random/index.ts";
import { mcseMean } from "../../diagnostics/index.ts";
import { mean } from "../../diagnostics/chains.ts";
import type { Target } from "../../targets/target.ts";
import { undisturbed } from "../../vars/compiled/index.ts";
import { withError } from "../../../display/table.ts";
import type { Guide } from "../guides/guide.ts";
import { meanField } from "../guides/mean-field.ts";
import { elbo } from "../objectives/elbo.ts";
import type { Objective } from "../objectives/objective.ts";
import { viKernel, type ViState } from "./kernel.ts";
import { convergenceOf } from "./convergence.ts";
import { fitted, type Fitted } from "./fitted.ts";
import { pathOf } from "./path.ts";

export interface ViOptions {
  /** meanField() unless given. */
  guide?: Guide;
  /** elbo() unless given. */
  objective?: Objective;
  /**
   * Adam's step size, 0.02 unless given, or that of each step, counted from 1. `vi` keeps a number for half of its steps and
   * lowers it to a tenth over the next quarter; `startVi`, which knows no end, keeps it.
   */
  learningRate?: number | ((step: number) => number);
  /** Where the guide begins, in unconstrained space. */
  start?: ArrayLike<number>;
  /** Draws of the result; 4000 unless given. */
  draws?: number;
  seed?: number;
  /** Stops the run. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** A fit that can go on: an interrupt loses nothing of what it has learned. */
export interface RunningVi {
  /** Takes so many more steps; gives the result by all of them. */
  fit(steps: number): Promise<Fitted>;
  /** By the steps so far. Throws a RangeError where there are none. */
  result(): Promise<Fitted>;
}

/** Milliseconds of steps between two turns of the event loop, and steps whose mean ELBO the bar tells. */
const [slice, recent] = [20, 200];

/**
 * Begins a fit of a guide to a target with Adam. Throws a RangeError for options out of range, and for a pairing of guide,
 * objective and target that cannot be, with the names of both.
 */
export function startVi(target: Target, options: ViOptions = {}): RunningVi {
  const { guide = meanField(), objective = elbo(), learningRate = 0.02, draws = 4000, seed = 0 } = options;
  expectInteger("draws", draws, 100);
  const kernel = viKernel(target, { guide, objective, learningRate });
  const { family } = kernel;
  const random = stream(seed).split("vi");
  const path = pathOf(family.size);
  // How far Adam could have gone by each step: what a way is short or long against.
  const clock = pathOf(1);
  let time = 0;
  const elbos: number[] = [];
  const objectives: number[] = [];
  let state: ViState = kernel.init(random.split("init"), options.start);
  let seconds = 0;
  const noise = random.split("steps");

  const note = (): string => {
    const last = elbos.slice(-recent).filter(Number.isFinite);
    const what = family.point ? "log density" : "ELBO";
    return last.length < 4 ? "" : `${what} ${withError(mean(last), mcseMean([last]))}`;
  };
  return {
    async fit(steps) {
      expectInteger("steps", steps, 1);
      const signal = signalFor(options.signal);
      const bar = workBar(steps, `${family.name}, ${objective.name}`);
      let turned = performance.now();
      let told = 0;
      /** Steps, until others are to have their turn. */
      function* walk(): Generator<undefined> {
        for (let i = 1; i <= steps; i++) {
          const [next, info] = kernel.step(noise, state);
          state = next;
          path.add(state.params);
          clock.add(Float64Array.of((time += info.learningRate)));
          elbos.push(info.elbo);
          objectives.push(info.objective);
          const now = performance.now();
          if (now - turned < slice && i < steps) continue;
          seconds += (now - turned) / 1000;
          bar.step(i - told, note());
          told = i;
          yield;
          turned = performance.now();
        }
      }
      const walked = walk();
      try {
        while (!undisturbed(() => walked.next()).done) await turn(signal);
      } finally {
        bar.end();
      }
      return this.result();
    },
    async result() {
      if (elbos.length === 0) throw new RangeError("This fit has taken no steps yet");
      return fitted({
        target,
        family,
        params: path.mean(3 / 4, 1) ?? state.params,
        convergence: convergenceOf(family, { path, clock, elbos }, random.split("convergence")),
        trace: { elbo: Float64Array.from(elbos), objective: Float64Array.from(objectives) },
        objective: objective.name,
        seconds,
        draws,
        random: random.split("result"),
        // The signal that ended the steps does not end the telling of what they led to.
        signal: signalFor(options.signal?.aborted ? undefined : options.signal),
      });
    },
  };
}

/** What a step size is of its peak after this share of the steps. */
const falling = (share: number): number => 0.1 ** Math.min(1, Math.max(0, 4 * share - 2));

/**
 * Fits a guide to a target by stochastic gradients, under a progress line with the ELBO and its error: the result holds the
 * parameters averaged over the last quarter of the steps, whether they came to rest, the ELBO by fresh draws, and k-hat. 3000
 * steps unless given. Use `startVi` for a fit that goes on, and keeps what it learned at an interrupt. Throws a RangeError
 * for options out of range, and an Error where a gradient is not finite.
 */
export async function vi(
  target: Target,
  { steps = 3000, learningRate = 0.02, ...options }: ViOptions & { steps?: number } = {},
): Promise<Fitted> {
  expectInteger("steps", steps, 1);
  const rate =
    typeof learningRate === "number" ? (step: number) => learningRate * falling(step / steps) : learningRate;
  return startVi(target, { ...options, learningRate: rate }).fit(steps);
}
