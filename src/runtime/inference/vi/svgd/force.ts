import type { Target } from "../../targets/target.ts";
import type { SteinKernel } from "./kernel.ts";
import { scoresOf } from "./scores.ts";

/**
 * Which way each particle goes: Liu and Wang (1608.04471), equation 8. Drawn to where the target is dense by the gradients of
 * all, and pushed apart by the kernel's.
 */
export function steinForce(
  target: Target,
  kernel: SteinKernel,
  particles: readonly Float64Array[],
): Float64Array[] {
  const scores = scoresOf(target, particles);
  const between = kernel.of(particles);
  const share = 1 / particles.length;
  const slope = new Float64Array(target.dim);
  return particles.map((x) => {
    const force = new Float64Array(target.dim);
    particles.forEach((y, j) => {
      const value = between(y, x, slope);
      const score = scores[j];
      for (let i = 0; i < force.length; i++) force[i] += share * (value * score[i] + slope[i]);
    });
    return force;
  });
}
