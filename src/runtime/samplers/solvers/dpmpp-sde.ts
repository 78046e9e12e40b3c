import type { Denoiser } from "../../diffusion/index.ts";
import { logSnrOf } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { combine } from "./combine.ts";
import { expectEta, newNoise } from "./eta.ts";
import { holding } from "./exponential.ts";
import { expectSignal } from "./expect-signal.ts";
import { noised } from "./noised.ts";

/**
 * k-diffusion's DPM++ SDE: singlestep DPM-Solver++ of order 2 (2211.01095, algorithm 1) both of whose parts are ancestral; `r`
 * is where in lambda the middle lies. Two calls of the model a step; one for the step that ends in data. The two draws of
 * a step are independent.
 */
export function dpmppSde(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number; r?: number } = {},
): Sampling {
  const { eta = 1, r = 1 / 2 } = options;
  expectEta(eta);
  if (!(r > 0 && r <= 1)) throw new RangeError(`r lies in (0, 1], and is ${r}`);
  return sampling(denoiser, options, {
    takes: ["eta", "r"],
    name: "DPM++ SDE",
    defaultSteps: 25,
    ...newNoise(eta),
    step(step) {
      const { from, to, at, ask, draw } = step;
      expectSignal("DPM++ SDE", step);
      if (to.sigma === 0) return holding("x0", from.x, from, from, to);
      const middle = at(logSnrOf(from) * (1 - r) + logSnrOf(to) * r);
      const [half, whole] = [ancestral(from, middle, eta), ancestral(from, to, eta)];
      const said = ask(noised(holding("x0", from.x, from, from, half.down), half.up, draw), middle);
      const part = 1 / (2 * r);
      const x0 = combine([
        [1 - part, from.x0],
        [part, said.x0],
      ]);
      return noised(holding("x0", from.x, { ...from, x0 }, from, whole.down), whole.up, draw);
    },
  });
}
