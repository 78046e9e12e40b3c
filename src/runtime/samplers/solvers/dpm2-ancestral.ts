import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { expectEta } from "./expect-eta.ts";
import { expectSignal } from "./expect-signal.ts";
import { midpoint } from "./midpoint.ts";

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
    chips: [["η", String(eta)]],
    draws: eta > 0,
    step(step) {
      expectSignal("DPM2 ancestral", step);
      const { down, up } = ancestral(step.from, step.to, eta);
      const ahead = midpoint(step, down);
      return up > 0 ? ahead.add(step.draw().mul(up)) : ahead;
    },
  });
}
