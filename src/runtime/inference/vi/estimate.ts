import type { Target } from "../targets/target.ts";
import { Var } from "../vars/index.ts";
import { taped } from "../vars/tape.ts";
import type { Family } from "./guides/guide.ts";
import { needsOf } from "./objectives/estimator.ts";
import type { Bound } from "./objectives/objective.ts";
import type { Particles } from "./objectives/particles.ts";

/** What is fitted to what by what. */
export interface Problem {
  readonly target: Target;
  readonly family: Family;
  readonly bound: Bound;
}

export interface GradientEstimate {
  /** Of the objective, in nats. */
  readonly value: number;
  /** By each variational parameter, towards what is better: [size]. */
  readonly gradient: Float64Array;
  /** Mean of ln p(z) - ln q(z) of the draws in nats: of closed forms the value, of a point ln p. */
  readonly elbo: number;
}

/** The value and gradient of an objective by draws of given noise, one vector [family.noise] each: no chance is left in it. */
export function estimateGradient(
  { target, family, bound }: Problem,
  params: Float64Array,
  noise: readonly Float64Array[],
  memory = NaN,
): GradientEstimate {
  const theta = new Var(params);
  const needs = needsOf(bound.estimator);
  const against = bound.sampled ?? target;
  return taped(
    () => ({
      draws: noise.map((eps) => family.draw(theta, eps)),
      closed: bound.closed?.(theta),
    }),
    ({ draws, closed }, nodes) => {
      const seen = draws.map(({ z }) =>
        needs.gradP
          ? against.gradient(z.value)
          : { logDensity: against.logDensity(z.value), gradient: z.value },
      );
      const particles: Particles = {
        logP: Float64Array.from(seen, ({ logDensity }) => logDensity),
        logQ: Float64Array.from(draws, ({ logQ }) => logQ.value[0]),
        gradP: needs.gradP ? seen.map(({ gradient }) => gradient) : [],
        gradQ: needs.gradQ ? draws.map(({ z }, i) => family.score(params, noise[i], z.value)) : [],
      };
      const { value, pulls } = bound.estimate(particles, memory);
      draws.forEach(({ z, logQ }, i) => {
        pulls.z[i].forEach((pull, k) => (z.grad[k] += pull));
        logQ.grad[0] += pulls.logQ[i];
      });
      if (closed) closed.grad[0] += 1;
      for (let i = nodes.length - 1; i >= 0; i--) nodes[i].back();
      const whole = value + (closed?.value[0] ?? 0);
      const logRatios = particles.logP.reduce((sum, p, i) => sum + p - particles.logQ[i], 0);
      return { value: whole, gradient: theta.grad, elbo: closed ? whole : logRatios / noise.length };
    },
  );
}
