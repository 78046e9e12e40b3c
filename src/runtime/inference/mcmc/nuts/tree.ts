import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import { leapfrog, type Phase } from "../leapfrog.ts";
import { dot, type Metric } from "../metric.ts";
import { movesApart, type End } from "./criterion.ts";

/** A stretch of path. */
export interface Tree {
  /** From where it goes on. */
  readonly edge: Phase;
  readonly first: End;
  readonly last: End;
  /** The sum of all momenta. */
  readonly rho: Float64Array;
  /** A state of it, each as probable as its density says. */
  readonly proposal: Phase;
  /** ln of the sum of all densities, relative to where the path began. */
  readonly logWeight: number;
}

/** What has been done while a path was drawn. */
export interface Tally {
  leapfrogs: number;
  /** Sum of each state's acceptance as a Metropolis proposal. */
  acceptance: number;
  divergent: boolean;
}

export interface TreeContext {
  target: Target;
  metric: Metric;
  stream: Stream;
  /** The path's energy where it began. */
  energy: number;
  /** Negative towards the past. */
  step: number;
  tally: Tally;
  /** For vectors that are gone when the path is. */
  memory: () => Float64Array;
}

/** An error of the energy beyond which a path has left its target. */
const divergence = 1000;

export const logAddExp = (a: number, b: number): number => {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log(Math.exp(a - high) + Math.exp(b - high));
};

/** 2^depth steps on from an edge; null where the path diverges, or turns back within them. */
export function grow(context: TreeContext, edge: Phase, depth: number): Tree | null {
  if (depth === 0) return leaf(context, edge);
  const near = grow(context, edge, depth - 1);
  if (!near) return null;
  const far = grow(context, near.edge, depth - 1);
  if (!far) return null;
  const logWeight = logAddExp(near.logWeight, far.logWeight);
  const takesFar = Math.log(context.stream.one64()) < far.logWeight - logWeight;
  return continues(near, far)
    ? {
        edge: far.edge,
        first: near.first,
        last: far.last,
        rho: sum(near.rho, far.rho, context.memory()),
        proposal: takesFar ? far.proposal : near.proposal,
        logWeight,
      }
    : null;
}

/** Whether two stretches in a row do not turn back, nor one of them with the other's first step. */
export const continues = (near: Tree, far: Tree): boolean =>
  movesApart(near.first, far.last, near.rho, far.rho) &&
  movesApart(near.first, far.first, near.rho, far.first.momentum) &&
  movesApart(near.last, far.last, far.rho, near.last.momentum);

export function sum(a: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < a.length; i++) out[i] = a[i] + b[i];
  return out;
}

function leaf({ target, metric, energy, step, tally, memory }: TreeContext, edge: Phase): Tree | null {
  const next = leapfrog(target, metric, edge, step, memory);
  const velocity = metric.velocity(next.momentum, memory());
  const now = dot(next.momentum, velocity) / 2 - next.logDensity;
  const logWeight = energy - (Number.isNaN(now) ? Infinity : now);
  tally.leapfrogs++;
  tally.acceptance += Math.min(1, Math.exp(logWeight));
  if (-logWeight > divergence) {
    tally.divergent = true;
    return null;
  }
  return stretch(next, velocity, logWeight);
}

/** A single state as a path. */
export function stretch(phase: Phase, velocity: Float64Array, logWeight: number): Tree {
  const end: End = { momentum: phase.momentum, velocity };
  return { edge: phase, first: end, last: end, rho: phase.momentum, proposal: phase, logWeight };
}
