import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { SamplingOptions } from "../sampling.ts";
import { dpmSolverPlusPlus } from "./dpm-solver-plus-plus.ts";

/** k-diffusion's DPM++ 2M SDE: `dpmSolverPlusPlus` of order 2 with eta = 1 unless given, to the last step at full order. */
export const dpmpp2mSde = (
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number; solver?: "midpoint" | "heun" } = {},
): Sampling => dpmSolverPlusPlus(denoiser, { eta: 1, ...options, order: 2, lowerOrderFinal: false });
