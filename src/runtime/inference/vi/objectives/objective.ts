import type { Family } from "../guides/guide.ts";
import type { Target } from "../../targets/target.ts";
import type { Var } from "../../vars/index.ts";
import type { Estimator } from "./estimator.ts";
import type { Particles, Pulls } from "./particles.ts";

/** An estimate of an objective, by so many draws. */
export interface Estimate {
  /** In nats. */
  readonly value: number;
  /** Towards what is better. */
  readonly pulls: Pulls;
}

/** An objective of a family on a target. */
export interface Bound {
  readonly name: string;
  /** Draws of one estimate. */
  readonly particles: number;
  readonly estimator: Estimator;
  /** What the draws are set against, where that is not the target. */
  readonly sampled?: Target;
  /** What is known exactly, and adds to the estimate. */
  readonly closed?: (params: Var) => Var;
  /** `memory` is a mean of earlier values in nats, NaN where there are none. */
  estimate(particles: Particles, memory: number): Estimate;
}

/** What a guide is fitted by: becomes a bound when it is told of what. */
export interface Objective {
  readonly name: string;
  /** Throws a RangeError for a guide or a target that it cannot be of. */
  on(family: Family, target: Target): Bound;
}

/** Throws a RangeError for a guide without a density, which only `elbo` is of. */
export function expectDensity(objective: string, { name, point }: Family): void {
  if (point)
    throw new RangeError(`${objective} needs a guide with a density, and a "${name}" has none: use elbo()`);
}
