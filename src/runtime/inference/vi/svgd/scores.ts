import type { Target } from "../../targets/target.ts";
import { undisturbed } from "../../vars/compiled/index.ts";

/** The gradients of the log density at each particle: [dim] each. */
export const scoresOf = (target: Target, particles: readonly Float64Array[]): Float64Array[] =>
  undisturbed(() => particles.map((x) => target.gradient(x).gradient));
