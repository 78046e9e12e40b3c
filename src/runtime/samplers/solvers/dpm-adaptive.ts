import { tidy } from "../../core/tf.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { Search } from "../method.ts";
import { pathOf, type Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { tidied } from "../tidied.ts";
import { dpmPair } from "./dpm-pair.ts";
import { errorOf, type Tolerances } from "./error-of.ts";
import { expectSignal } from "./expect-signal.ts";
import { holding } from "./exponential.ts";
import { lambdaOf } from "./lambda.ts";
import { stepControl, type ControlOptions, type StepControl } from "./step-control.ts";

export interface AdaptiveOptions extends ControlOptions, Partial<Tolerances> {
  /** 2: DPM-Solver-12; 3 (unless given): DPM-Solver-23. */
  order?: 2 | 3;
}

/**
 * DPM-Solver-12 and -23 with steps of their own choosing: 2206.00927, appendix C, under k-diffusion's PID control. It goes
 * from the schedule's most noise to its least, or through `times` or `sigmas` if they are given, and then to x_0 unless
 * `final` says otherwise. `order` calls of the model an attempt. The error is that of the whole batch, and so are the
 * steps: a sample is not the same in every batch here, but as near as the errors allowed.
 */
export function dpmAdaptive(
  denoiser: Denoiser,
  options: Omit<SamplingOptions, "steps" | "spacing" | "offset" | "timesteps"> & AdaptiveOptions = {},
): Sampling {
  const name = "DPM adaptive";
  const { order = 3, rtol = 0.05, atol = 0.0078 } = options;
  if (![2, 3].includes(order)) throw new RangeError(`The order of ${name} is 2 or 3, not ${order}`);
  if (!(rtol >= 0 && atol >= 0 && rtol + atol > 0))
    throw new RangeError(`rtol and atol are at least 0, and not both 0: they are ${rtol} and ${atol}`);
  const control = stepControl(order, options);
  const [least, most] = denoiser.schedule.range;
  const { times = options.sigmas ? undefined : [most, least] } = options;
  const path = pathOf(denoiser.schedule, { ...options, times }, { name, defaultSteps: 1 });
  if (path[1].sigma === 0) {
    throw new RangeError(
      `${name} needs a least noise to go to, and "${denoiser.schedule.name}" begins with data: give times or sigmas`,
    );
  }
  return sampling(denoiser, options, {
    takes: ["order", "rtol", "atol", "hInit", "pCoeff", "iCoeff", "dCoeff", "acceptSafety"],
    name,
    defaultSteps: 1,
    chips: [
      ["order", String(order)],
      ["rtol", String(rtol)],
    ],
    draws: false,
    path,
    step: searching(path, name, order, control, { rtol, atol }),
  });
}

function searching(
  path: readonly Point[],
  name: string,
  order: 2 | 3,
  control: StepControl,
  tolerances: Tolerances,
): Search {
  let leg = 1;
  return {
    async find(step) {
      const { from, at, ask } = step;
      expectSignal(name, step);
      const goal = path[leg];
      if (goal.sigma === 0) {
        leg++;
        return { x: tidy(() => holding("x0", from.x, from, from, goal)), to: goal, left: 0 };
      }
      for (;;) {
        const start = lambdaOf(from);
        const rest = lambdaOf(goal) - start;
        const h = control.length();
        const reaches = h >= rest - 1e-5;
        const to = reaches ? goal : at(2 * (start + h));
        const pair = tidied(() => dpmPair(order, from, to, { at, ask }));
        const error = await errorOf(pair, from, to, tolerances);
        pair.low.dispose();
        if (Number.isNaN(error)) {
          pair.high.dispose();
          throw new Error(
            `${name} left the finite numbers after t = ${from.t}: look at what the model predicts there`,
          );
        }
        if (control.accepts(error)) {
          if (reaches) leg++;
          const left = Math.ceil(Math.max(rest - h, 0) / control.length()) + path.length - 1 - leg;
          return { x: pair.high, to, left };
        }
        pair.high.dispose();
        await step.turn();
      }
    },
  };
}
