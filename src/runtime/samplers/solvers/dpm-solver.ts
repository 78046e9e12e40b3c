import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { SamplingOptions } from "../sampling.ts";
import { dpmSampling, type DpmOptions } from "./dpm-sampling.ts";

/**
 * DPM-Solver (2206.00927) of order 1 to 3 (2 unless given): eps is taken for a polynomial in lambda. Algorithms 1 and 2 where
 * it is singlestep; multistep is its successor's way with eps. One call of the model a step.
 */
export const dpmSolver = (denoiser: Denoiser, options: SamplingOptions & DpmOptions = {}): Sampling =>
  dpmSampling(denoiser, options, "DPM-Solver", "eps");
