import type { Tensor } from "../../core/tf.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import { isDiscrete } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import type { Point } from "../path.ts";
import type { Step } from "../method.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { combine } from "./combine.ts";
import { drift } from "./drift.ts";
import { expectSignal } from "./expect-signal.ts";

/**
 * PNDM (2202.09778), algorithm 2: three steps of Runge and Kutta (four calls of the model each, equation 13), then the linear
 * multistep of equation 12, all with the transfer of equation 11. `skipRungeKutta` begins with one step of Heun and lower
 * orders instead (S-PNDM's way, also known as PLMS): one call a step but for the first. The weights are those of even steps.
 */
export function pndm(
  denoiser: Denoiser,
  options: SamplingOptions & { skipRungeKutta?: boolean } = {},
): Sampling {
  const { skipRungeKutta = false } = options;
  const name = skipRungeKutta ? "PLMS" : "PNDM";
  const { schedule } = denoiser;
  const middleOf = (from: Point, to: Point): Point => {
    const half = (from.t + to.t) / 2;
    // A network of whole timesteps is asked at whole ones.
    const t = isDiscrete(schedule) ? Math.ceil(half) : half;
    return { t, ...schedule.level(t) };
  };
  return sampling(denoiser, options, {
    takes: ["skipRungeKutta"],
    name,
    defaultSteps: 50,
    chips: [],
    draws: false,
    remembers: 3,
    step(step) {
      expectSignal(name, step);
      const { from, to, index, past } = step;
      // Data has no middle and is not asked about.
      if (to.sigma > 0 && !skipRungeKutta && index < 3) return rungeKutta(step, middleOf(from, to));
      if (to.sigma > 0 && skipRungeKutta && index === 0) return heunLike(step);
      const eps = [from, ...past].map((known) => known.eps);
      return drift(from.x, weighed(bashforth[eps.length - 1], eps), from, to);
    },
  });
}

/** Weights of Adams and Bashforth's methods of order 1 to 4 with even steps, the newest first. */
const bashforth = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]];

const weighed = (weights: readonly number[], eps: readonly Tensor[]): Tensor =>
  combine(eps.map((one, j) => [weights[j], one] as const));

function rungeKutta({ from, to, ask }: Step, middle: Point): Tensor {
  const { x, eps: e1 } = from;
  const { eps: e2 } = ask(drift(x, e1, from, middle), middle);
  const { eps: e3 } = ask(drift(x, e2, from, middle), middle);
  const { eps: e4 } = ask(drift(x, e3, from, to), to);
  return drift(x, weighed([1 / 6, 1 / 3, 1 / 3, 1 / 6], [e1, e2, e3, e4]), from, to);
}

function heunLike({ from, to, ask }: Step): Tensor {
  const { eps } = ask(drift(from.x, from.eps, from, to), to);
  return drift(from.x, weighed([1 / 2, 1 / 2], [from.eps, eps]), from, to);
}
