import type { Denoiser } from "../../diffusion/index.ts";
import { logSnrOf } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { expectEta, newNoise } from "./eta.ts";
import { holding } from "./exponential.ts";
import { expectSignal } from "./expect-signal.ts";
import { noised } from "./noised.ts";

/**
 * DPM-Solver++(2S)'s step (2211.01095, algorithm 1, its middle halfway in lambda) to less noise, then new noise
 * (k-diffusion). Two calls of the model a step; one for the step that ends in data.
 */
export function dpmpp2sAncestral(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number } = {},
): Sampling {
  const { eta = 1 } = options;
  expectEta(eta);
  return sampling(denoiser, options, {
    takes: ["eta"],
    name: "DPM++ 2S ancestral",
    defaultSteps: 25,
    ...newNoise(eta),
    step(step) {
      const { from, to, at, ask, draw } = step;
      expectSignal("DPM++ 2S ancestral", step);
      const { down, up } = ancestral(from, to, eta);
      if (down.sigma === 0) return holding("x0", from.x, from, from, to);
      const middle = at((logSnrOf(from) + logSnrOf(down)) / 2);
      const said = ask(holding("x0", from.x, from, from, middle), middle);
      return noised(holding("x0", from.x, said, from, down), up, draw);
    },
  });
}
