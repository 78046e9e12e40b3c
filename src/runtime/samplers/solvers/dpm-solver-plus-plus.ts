import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { SamplingOptions } from "../sampling.ts";
import { dpmSampling, type DpmOptions } from "./dpm-sampling.ts";

/**
 * DPM-Solver++ (2211.01095) of order 1 to 3 (2 unless given): x_0 is taken for a polynomial in lambda. Algorithm 2 (2M) unless
 * `singlestep`, which is algorithm 1 (2S). eta = 1 is SDE-DPM-Solver++, equations 18 and 19; values between are
 * k-diffusion's. One call of the model a step.
 */
export const dpmSolverPlusPlus = (
  denoiser: Denoiser,
  options: SamplingOptions & DpmOptions & { eta?: number } = {},
): Sampling => dpmSampling(denoiser, options, options.eta ? "SDE-DPM-Solver++" : "DPM-Solver++", "x0");
