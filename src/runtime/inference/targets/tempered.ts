import type { Gradient, Target } from "./target.ts";

/** A number times what may be infinite: nothing of it where it is 0. */
const share = (beta: number, x: number): number => (beta === 0 ? 0 : beta * x);

/**
 * The path from a base to a target: log density (1 - beta) base + beta target, with beta from 0 to 1. Of a model and its
 * prior it is the prior times the likelihood's power. Without a base it is the target's power alone.
 */
export function tempered(target: Target, beta: number, base?: Target): Target {
  if (!(beta >= 0 && beta <= 1))
    throw new RangeError(`beta of a tempered target lies in [0, 1], not at ${beta}`);
  if (base && base.dim !== target.dim)
    throw new RangeError(`A base over ${base.dim} numbers does not lead to a target over ${target.dim}`);
  return {
    dim: target.dim,
    names: target.names,
    constrain: (position) => target.constrain(position),
    logDensity: (position) =>
      share(beta, target.logDensity(position)) + (base ? share(1 - beta, base.logDensity(position)) : 0),
    gradient(position): Gradient {
      const hot = base?.gradient(position);
      const cold = target.gradient(position);
      return {
        logDensity: share(beta, cold.logDensity) + (hot ? share(1 - beta, hot.logDensity) : 0),
        gradient: cold.gradient.map((g, i) => beta * g + (hot ? (1 - beta) * hot.gradient[i] : 0)),
      };
    },
  };
}
