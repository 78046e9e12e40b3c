import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import { estimateGradient } from "../estimate.ts";
import type { Family, Guide } from "../guides/guide.ts";
import type { Objective } from "../objectives/objective.ts";
import { adamStart, adamStep, type AdamState } from "./adam.ts";
import { startPosition } from "./start.ts";

/** Where a fit is. */
export interface ViState {
  /** Variational parameters [size]. */
  readonly params: Float64Array;
  readonly adam: AdamState;
  /** Running mean of the objective's values in nats, NaN before the first. */
  readonly memory: number;
}

/** What a step tells of itself: estimates in nats by the draws that it took, before it moved. */
export interface ViInfo {
  readonly objective: number;
  readonly elbo: number;
  readonly gradientNorm: number;
  /** Of this step. */
  readonly learningRate: number;
}

export interface ViKernelOptions {
  guide: Guide;
  objective: Objective;
  /** Adam's step size, or that of each step, counted from 1. */
  learningRate: number | ((step: number) => number);
}

/** Steps of variational inference: pure, but for the stream that moves on. */
export interface ViKernel {
  readonly family: Family;
  /** Parameters around `start` [dim] in unconstrained space, or around a place that is found, with deviations of 1. */
  init(random: Stream, start?: ArrayLike<number>): ViState;
  /** Throws an Error where a gradient is not finite; the state before it is whole. */
  step(random: Stream, state: ViState): [ViState, ViInfo];
}

/** Deviations to begin with. A narrow guide would climb to the mode first, which may lie far from the mass. */
const scale = 1;

/**
 * The kernel of a guide's fit, for loops of your own; `vi` is the loop that is there. Throws a RangeError for a pairing of
 * guide, objective and target that cannot be.
 */
export function viKernel(target: Target, { guide, objective, learningRate }: ViKernelOptions): ViKernel {
  const family = guide.on(target);
  const bound = objective.on(family, target);
  const problem = { target, family, bound };
  const rateAt = (step: number): number => {
    const rate = typeof learningRate === "number" ? learningRate : learningRate(step);
    if (!(rate > 0 && rate < Infinity))
      throw new RangeError(`learningRate is a finite number above 0, not ${rate}`);
    return rate;
  };
  rateAt(1);
  return {
    family,
    init: (random, start) => ({
      params: family.init(startPosition(target, random.split("start"), start), scale, random.split("guide")),
      adam: adamStart(family.size),
      memory: NaN,
    }),
    step(random, { params, adam, memory }) {
      const noise = Array.from({ length: bound.particles }, () => random.normal64(family.noise));
      const { value, gradient, elbo } = estimateGradient(problem, params, noise, memory);
      const step = adam.steps + 1;
      if (Number.isNaN(value) || !gradient.every(Number.isFinite))
        throw new Error(
          `The gradient of the ${bound.name} is not finite at step ${step} (its value is ${value}): the parameters are those of step ${step - 1}. Lower learningRate, or give start`,
        );
      const rate = rateAt(step);
      const [next, moved] = adamStep(adam, params, gradient, rate);
      const remembered = Number.isNaN(memory) ? value : 0.9 * memory + 0.1 * value;
      return [
        { params: moved, adam: next, memory: Number.isFinite(remembered) ? remembered : memory },
        {
          objective: value,
          elbo,
          gradientNorm: Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0)),
          learningRate: rate,
        },
      ];
    },
  };
}
