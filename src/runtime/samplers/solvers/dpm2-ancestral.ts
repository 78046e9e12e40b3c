import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { expectEta, newNoise } from "./eta.ts";
import { expectSignal } from "./expect-signal.ts";
import { midpoint } from "./midpoint.ts";
import { noised } from "./noised.ts";

/** DPM2's step to less noise, then new noise (k-diffusion's DPM2 ancestral). eta = 0 is `dpm2`. */
export function dpm2Ancestral(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number } = {},
): Sampling {
  const { eta = 1 } = options;
  expectEta(eta);
  return sampling(denoiser, options, {
    takes: ["eta"],
    name: "DPM2 ancestral",
    defaultSteps: 25,
    ...newNoise(eta),
    step(step) {
      expectSignal("DPM2 ancestral", step);
      const { down, up } = ancestral(step.from, step.to, eta);
      return noised(midpoint(step, down), up, step.draw);
    },
  });
}
