import type { Tensor } from "../../core/tf.ts";
import type { Prediction } from "../../diffusion/index.ts";
import type { Level } from "../../schedules/index.ts";
import { combine } from "./combine.ts";
import { lambdaOf, ratioOf } from "./lambda.ts";

/** Which prediction of the model is taken for a polynomial in lambda: data in DPM-Solver++, noise in DPM-Solver. */
export type Taken = "x0" | "eps";

/**
 * The exact part of a step of DPM-Solver: x_t = x x_s + scale (c_1 m + c_2 m' h + c_3 m'' h^2 + ...), where m, m', m'' are
 * the prediction and its derivatives by lambda at s. The integrals that the c stand for are those of equation B.4 of
 * DPM-Solver (2206.00927) and of equation 9 of DPM-Solver++ (2211.01095); `eta` > 0 is the latter's SDE (equation 13
 * at 1), whose noise has the standard deviation `std`.
 */
export interface Exact {
  readonly h: number;
  readonly x: number;
  readonly scale: number;
  readonly c: readonly [number, number, number];
  readonly std: number;
}

export function exact(taken: Taken, from: Level, to: Level, eta = 0): Exact {
  const h = lambdaOf(to) - lambdaOf(from);
  // A path may end where its last step begins.
  if (h === 0) return { h, x: to.alpha / from.alpha, scale: 0, c: [0, 0, 0], std: 0 };
  if (taken === "eps") {
    const c1 = -Math.expm1(-h);
    const rest = Math.exp(-h);
    const c2 = c1 / h - rest;
    const c3 = c2 / h - rest / 2;
    return { h, x: to.alpha / from.alpha, scale: -to.alpha * ratioOf(from), c: [c1, c2, c3], std: 0 };
  }
  const stretched = (1 + eta) * h;
  const c1 = -Math.expm1(-stretched);
  const c2 = 1 - c1 / stretched;
  const c3 = 0.5 - c2 / stretched;
  const kept = eta ? Math.exp(-eta * h) : 1;
  return {
    h,
    x: (to.sigma / from.sigma) * kept,
    scale: to.alpha,
    c: [c1, c2, c3],
    std: eta ? to.sigma * Math.sqrt(-Math.expm1(-2 * eta * h)) : 0,
  };
}

/** The step with the prediction held as it is, which is DDIM's for either kind. */
export function holding(taken: Taken, x: Tensor, said: Prediction, from: Level, to: Level): Tensor {
  const step = exact(taken, from, to);
  return combine([
    [step.x, x],
    [step.scale * step.c[0], said[taken]],
  ]);
}
