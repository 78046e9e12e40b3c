import type { Tensor } from "../../core/tf.ts";
import { posterior, type Level } from "../../schedules/index.ts";
import type { Step } from "../method.ts";
import { combine } from "./combine.ts";

/** A step in two parts: to less noise than it should end with, and then back by new noise. */
export interface Ancestral {
  readonly down: Level;
  /** Standard deviation of the new noise. */
  readonly up: number;
}

/**
 * How a step from one level to another is parted: eta = 0 adds no noise, eta = 1 as much as the posterior q(x_s | x_t, x_0)
 * has (DDIM, 2010.02502, equation 16, and k-diffusion's ancestral step); more than that at most all of sigma.
 */
export function ancestral(from: Level, to: Level, eta: number): Ancestral {
  const up = Math.min(to.sigma, eta * Math.sqrt(posterior(from, to).variance));
  return { down: { alpha: to.alpha, sigma: Math.sqrt((to.sigma - up) * (to.sigma + up)) }, up };
}

/** The whole step by the prediction at its start: DDIM (2010.02502), equation 12. */
export function ancestralStep({ from, to, draw }: Step, eta: number): Tensor {
  const { down, up } = ancestral(from, to, eta);
  return combine([[to.alpha, from.x0], [down.sigma, from.eps], ...(up > 0 ? [[up, draw()] as const] : [])]);
}
