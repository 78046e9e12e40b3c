import type { Target } from "../targets/target.ts";
import type { GradientState } from "./kernel.ts";
import { kineticEnergy, type Metric } from "./metric.ts";

/** A position and where it is going. */
export interface Phase extends GradientState {
  readonly momentum: Float64Array;
}

/** Where a path begins. Phases are made of the same names in the same order everywhere: V8 is slow with objects of many forms. */
export const beginning = (
  { position, logDensity, gradient }: GradientState,
  momentum: Float64Array,
): Phase => ({
  position,
  momentum,
  logDensity,
  gradient,
});

/** Total energy: what an exact path keeps. Infinity where the density is 0 or not a number. `scratch` may be any vector. */
export function energyOf(metric: Metric, { logDensity, momentum }: Phase, scratch?: Float64Array): number {
  const energy = kineticEnergy(metric, momentum, scratch) - logDensity;
  return Number.isNaN(energy) ? Infinity : energy;
}

/**
 * One step along the path: half a push, a move, half a push. A negative step goes back. `memory` is for what the step makes, new
 * unless given.
 */
export function leapfrog(
  target: Target,
  metric: Metric,
  from: Phase,
  step: number,
  memory = (): Float64Array => new Float64Array(target.dim),
): Phase {
  const momentum = memory();
  for (let i = 0; i < momentum.length; i++) momentum[i] = from.momentum[i] + 0.5 * step * from.gradient[i];
  const position = memory();
  const velocity = metric.velocity(momentum, position);
  for (let i = 0; i < position.length; i++) position[i] = from.position[i] + step * velocity[i];
  const { logDensity, gradient } = target.gradient(position, memory());
  for (let i = 0; i < momentum.length; i++) momentum[i] += 0.5 * step * gradient[i];
  return { position, momentum, logDensity, gradient };
}

/** The state at a position, for kernels that follow gradients. */
export const withGradient =
  (target: Target) =>
  (position: Float64Array): GradientState => ({ position, ...target.gradient(position) });
