import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { expectOrder } from "./expect-order.ts";
import { expectSignal } from "./expect-signal.ts";
import { uniStep, type Uni } from "./uni-step.ts";

export interface UniOptions {
  /** Order of the predictor, 1 to 3 (2 unless given); the corrector raises it by one. */
  order?: number;
  /** B(h) of section 3.2: h itself (bh1) or e^h - 1 (bh2, unless given). */
  solver?: "bh1" | "bh2";
  /** Which prediction is taken for a polynomial in lambda. */
  predicts?: "x0" | "eps";
  /** Whether each step is corrected by what the model says at its end; the call serves the next step too. */
  correct?: boolean;
  /** Whether the last steps fall in order, as they do unless this is false. To data the order is 1 in any case. */
  lowerOrderFinal?: boolean;
}

/**
 * UniPC (2302.04867), algorithms 1 and 2: a multistep predictor and a corrector of one form. One call of the model a step.
 * In the frames x is corrected, and x0 and eps are what the model said about it before it was.
 */
export function unipc(denoiser: Denoiser, options: SamplingOptions & UniOptions = {}): Sampling {
  const { order = 2, solver = "bh2", predicts = "x0", correct = true, lowerOrderFinal = true } = options;
  expectOrder("UniPC", order, 3);
  if (!["bh1", "bh2"].includes(solver)) throw new RangeError(`solver is bh1 or bh2, not "${solver}"`);
  if (!["x0", "eps"].includes(predicts)) throw new RangeError(`predicts is x0 or eps, not "${predicts}"`);
  const uni: Uni = { taken: predicts, solver };
  return sampling(denoiser, options, {
    takes: ["order", "solver", "predicts", "correct", "lowerOrderFinal"],
    name: "UniPC",
    defaultSteps: 20,
    chips: [
      ["order", String(order)],
      ["B(h)", solver],
    ],
    draws: false,
    remembers: order - 1,
    step(step) {
      const { from, to, past, path, index, ask } = step;
      if (predicts === "eps") expectSignal("UniPC", step);
      const left = lowerOrderFinal ? path.length - 1 - index : Infinity;
      const behind = past.filter(({ alpha }) => alpha > 0).length;
      const now = to.sigma === 0 ? 1 : Math.min(order, 1 + behind, left);
      const known = [from, ...past].slice(0, now);
      const x = uniStep(uni, known, to);
      const last = index === path.length - 2;
      if (last || !correct) return x;
      const ahead = ask(x, to);
      // From noise alone lambda is infinitely far: there is nothing to correct.
      return from.alpha > 0 ? { x: uniStep(uni, known, to, ahead), known: ahead } : { x, known: ahead };
    },
  });
}
