import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { Known, Step } from "../method.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { dpmStep, type Solver, type Terms } from "./dpm.ts";
import { expectEta } from "./eta.ts";
import { expectOrder } from "./expect-order.ts";
import { expectSignal } from "./expect-signal.ts";
import type { Taken } from "./exponential.ts";
import { orderAt, type LowerOrder } from "./lower-order.ts";
import { singlestepOrders } from "./singlestep-orders.ts";

export interface DpmOptions extends LowerOrder {
  order?: number;
  /**
   * How the terms after the first are weighed. "midpoint": the slope by half of the first term's weight at order 2. "heun": by
   * its own integral. "exact": the curvature of order 3 by its own integral too, of which multistep as published takes
   * half, so that it converges with order 2; the others are as "heun".
   */
  solver?: Solver;
  /**
   * Steps in groups of `order`, each from the state that its group began with, in place of looking back at former steps. The
   * path is the same: every place of it is asked for once.
   */
  singlestep?: boolean;
}

const solvers: readonly Solver[] = ["midpoint", "heun", "exact"];

/** DPM-Solver and DPM-Solver++, which differ in the prediction that they take for a polynomial. */
export function dpmSampling(
  denoiser: Denoiser,
  options: SamplingOptions & DpmOptions & { eta?: number },
  name: string,
  taken: Taken,
): Sampling {
  const { order = 2, solver = "midpoint", singlestep = false, eta = 0 } = options;
  expectOrder(name, order, 3);
  expectEta(eta);
  if (!solvers.includes(solver))
    throw new RangeError(`solver is one of ${solvers.join(", ")}, not "${solver}"`);
  const terms = { taken, solver, eta, curvature: singlestep || solver === "exact" ? 1 : 0.5 };
  return sampling(denoiser, options, {
    takes: ["order", "solver", "singlestep", "lowerOrderFinal", "eta"],
    name,
    defaultSteps: 20,
    chips: [
      ["order", singlestep ? `${order}S` : String(order)],
      ...(eta ? [["η", String(eta)] as const] : []),
    ],
    draws: eta > 0,
    remembers: order - 1,
    step(step) {
      if (taken === "eps") expectSignal(name, step);
      return singlestep ? inGroup(step, order, terms, options) : lookingBack(step, order, terms, options);
    },
  });
}

function lookingBack(step: Step, order: number, terms: Terms, lower: LowerOrder) {
  const known = [step.from, ...step.past].slice(0, orderAt(step, order, lower));
  return dpmStep(terms, known, step.to, step.draw);
}

function inGroup(step: Step, order: number, terms: Terms, lower: LowerOrder) {
  const { from, past, to, path, index } = step;
  const now = singlestepOrders(path, order, lower)[index];
  const group: Known[] = [from, ...past].slice(0, now).reverse();
  // The paper's third order needs the slope alone, from the two ends of the group: equation 3.8 of 2206.00927.
  if (now === 3 && terms.solver === "midpoint")
    return dpmStep({ ...terms, solver: "heun" }, [group[0], group[2]], to, step.draw);
  return dpmStep(terms, group, to, step.draw);
}
