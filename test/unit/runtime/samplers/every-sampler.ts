import type { Tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import * as samplers from "../../../../src/runtime/samplers/index.ts";

/** What is common to the samplers: options that all of them take. */
type Run = (denoiser: Denoiser, options: samplers.SamplingOptions & { eta?: number }) => samplers.Sampling;

/** Every sampler that leads from noise to data through places that its options choose, with its own options as they are. */
export const everySampler = {
  ddim: samplers.ddim,
  ddpm: samplers.ddpm,
  deis: samplers.deis,
  dpm2: samplers.dpm2,
  dpm2Ancestral: samplers.dpm2Ancestral,
  dpmpp2mSde: samplers.dpmpp2mSde,
  dpmpp2sAncestral: samplers.dpmpp2sAncestral,
  dpmpp3mSde: samplers.dpmpp3mSde,
  dpmppSde: samplers.dpmppSde,
  dpmSolver: samplers.dpmSolver,
  dpmSolverPlusPlus: samplers.dpmSolverPlusPlus,
  euler: samplers.euler,
  eulerAncestral: samplers.eulerAncestral,
  heun: samplers.heun,
  lms: samplers.lms,
  pndm: samplers.pndm,
  unipc: samplers.unipc,
} satisfies Record<string, Run>;

/** The state that a run ends with, as numbers; the tensor is freed. */
export async function ends(run: samplers.Sampling): Promise<number[]> {
  let last: Tensor | undefined;
  for await (const { x } of run) last = x;
  if (!last) throw new Error("The run has no frames");
  const values = [...(await last.data())];
  last.dispose();
  return values;
}
