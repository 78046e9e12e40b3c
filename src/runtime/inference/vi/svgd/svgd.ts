import { displaySymbol, type MimeBundle } from "../../../../protocol/host.ts";
import { expectInteger } from "../../../core/shape.ts";
import { signalFor, turn } from "../../../core/turn.ts";
import { tableBundle } from "../../../display/table.ts";
import { decimal } from "../../../display/text.ts";
import { workBar } from "../../../display/work-bar.ts";
import { stream } from "../../../random/index.ts";
import { summary, type Summary } from "../../diagnostics/index.ts";
import type { Draws } from "../../draws.ts";
import type { Target } from "../../targets/target.ts";
import { drawsOf } from "../approximation/approximation.ts";
import { heads, marginalsOf, numbersOf } from "../approximation/show.ts";
import { adamStart, adamStep } from "../fit/adam.ts";
import { startPosition } from "../fit/start.ts";
import { steinForce } from "./force.ts";
import { rbf, type SteinKernel } from "./kernel.ts";
import { scoresOf } from "./scores.ts";

export interface SvgdOptions {
  /** 100 unless given: each step takes the kernel of every pair. */
  particles?: number;
  /** 1000 unless given. */
  steps?: number;
  /** rbf() unless given. */
  kernel?: SteinKernel;
  /** Adam's step size; 0.05 unless given. It falls to a hundredth over the second half. */
  learningRate?: number;
  /** Where particles begin, of each by its number; uniform in [-2, 2] unless given. */
  start?: (particle: number) => ArrayLike<number>;
  seed?: number;
  signal?: AbortSignal;
}

/** Particles that stand for a target. */
export interface Particles extends Draws {
  readonly target: Target;
  /** Unconstrained positions [particles, dim]. */
  readonly positions: Float64Array;
  /** Root mean square of what still drives a particle's numbers, over that of the gradients there: 0 at rest. */
  readonly force: number;
  /** Mean of -(x - mean) times the gradient's entry, over all numbers: 1 of draws of the target, less where they huddle. */
  readonly spread: number;
  readonly warnings: readonly string[];
  summary(): Summary;
  [displaySymbol](): MimeBundle;
}

/** Of the force at rest, and of how far the spread may be from 1. */
const [restless, uneven] = [0.05, 0.2];

/**
 * Stein variational gradient descent (1608.04471): particles that a kernel keeps apart while gradients draw them to the
 * target, without chance but for where they begin. They have no density, so no k-hat tells how far to trust them, but
 * their spread does: in many dimensions it is too small. An interrupt ends with an error. Throws a RangeError for options out of range.
 */
export async function svgd(target: Target, options: SvgdOptions = {}): Promise<Particles> {
  const { particles: count = 100, steps = 1000, kernel = rbf(), learningRate = 0.05, seed = 0 } = options;
  expectInteger("particles", count, 2);
  expectInteger("steps", steps, 1);
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(`learningRate is a finite number above 0, not ${learningRate}`);
  const { dim } = target;
  const signal = signalFor(options.signal);
  const random = stream(seed).split("svgd");
  const flat = new Float64Array(count * dim);
  for (let i = 0; i < count; i++)
    flat.set(startPosition(target, random.split(i), options.start?.(i), 1), i * dim);
  const rows = (of: Float64Array) =>
    Array.from({ length: count }, (_, i) => of.slice(i * dim, (i + 1) * dim));
  let positions: Float64Array = flat;
  let adam = adamStart(flat.length);
  const bar = workBar(steps, "Stein variational gradient descent");
  let turned = performance.now();
  try {
    for (let step = 1; step <= steps; step++) {
      const force = steinForce(target, kernel, rows(positions));
      const row = new Float64Array(flat.length);
      force.forEach((each, i) => row.set(each, i * dim));
      if (!row.every(Number.isFinite))
        throw new Error(`A gradient is not finite at step ${step}: lower learningRate, or give start`);
      const late = Math.max(0, (2 * step) / steps - 1);
      [adam, positions] = adamStep(adam, positions, row, learningRate * 0.01 ** late);
      bar.step(1);
      if (performance.now() - turned < 20) continue;
      await turn(signal);
      turned = performance.now();
    }
  } finally {
    bar.end();
  }
  return told(target, kernel, positions, rows(positions));
}

function told(
  target: Target,
  kernel: SteinKernel,
  positions: Float64Array,
  particles: Float64Array[],
): Particles {
  const draws = drawsOf(target, particles);
  const scores = scoresOf(target, particles);
  const squares = (of: readonly Float64Array[]) =>
    of.reduce((sum, x) => sum + x.reduce((s, xi) => s + xi * xi, 0), 0);
  const drawn = squares(scores);
  const force = drawn > 0 ? Math.sqrt(squares(steinForce(target, kernel, particles)) / drawn) : 0;
  const spread = spreadOf(particles, scores);
  const count = particles.length;
  const warnings = [
    ...(force > restless
      ? [`The particles are not at rest (force ${decimal(force)} of their gradients'): take more steps`]
      : []),
    ...(Math.abs(spread - 1) > uneven
      ? [
          `The particles' spread is ${decimal(spread)} of what the gradients at them tell: take more, or use vi or mcmc`,
        ]
      : []),
  ];
  return {
    ...draws,
    target,
    positions,
    force,
    spread,
    warnings,
    summary: () => summary(draws),
    [displaySymbol]: () =>
      tableBundle({
        lines: [
          `${count} Stein particles by the kernel ${kernel.name}, force ${decimal(force)}, spread ${decimal(spread)}`,
        ],
        heads,
        rows: numbersOf(draws),
        marginals: marginalsOf(draws),
        warnings,
      }),
  };
}

/** By Stein's identity E_p[-(x_i - m) d ln p / dx_i] is 1 for every m. */
function spreadOf(particles: readonly Float64Array[], scores: readonly Float64Array[]): number {
  const [n, dim] = [particles.length, particles[0].length];
  let total = 0;
  for (let i = 0; i < dim; i++) {
    const centre = particles.reduce((sum, x) => sum + x[i], 0) / n;
    particles.forEach((x, k) => (total -= ((x[i] - centre) * scores[k][i]) / n));
  }
  return total / dim;
}
