import { displaySymbol, type MimeBundle } from "../../../../protocol/host.ts";
import { expectInteger } from "../../../core/shape.ts";
import { stream, type Stream } from "../../../random/index.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { logSumExp } from "../../distributions/special/log-sum-exp.ts";
import { psis, summary, type Summary } from "../../diagnostics/index.ts";
import type { Curve } from "../../../../protocol/table.ts";
import type { Draws } from "../../draws.ts";
import type { Evidence } from "../../mcmc/index.ts";
import type { Target } from "../../targets/target.ts";
import { inTurns, undisturbed } from "../../vars/compiled/index.ts";
import { show } from "./show.ts";
import { doubtsOf } from "./trust.ts";

/** A density that stands for a target's, from which independent draws come. */
export interface Sampleable {
  /** What it is called. */
  readonly name: string;
  readonly target: Target;
  /** One draw in unconstrained space [dim], and its log density in nats. */
  draw(random: Stream): { position: Float64Array; logQ: number };
  /** Of any position, in nats. */
  logProb(position: Float64Array): number;
}

/** A number in nats by Monte Carlo, with its standard error. */
export interface Estimated {
  readonly value: number;
  readonly se: number;
}

/** An approximation of a target, with draws of it and how far they can be trusted. */
export interface Approximation extends Draws {
  readonly name: string;
  readonly target: Target;
  /** Unconstrained positions of the draws: [chains, draws, dim]. They are independent; chains are rows of them. */
  readonly positions: Float64Array;
  /** ln p(z) - ln q(z) of each draw in nats: what a draw counts under the target, up to a constant. */
  readonly logWeights: Float64Array;
  /** The evidence lower bound E_q[ln p - ln q], by these draws. */
  readonly elbo: Estimated;
  /** ln of the target's integral in nats, by the smoothed weights of these draws: worth as much as `kHat` allows. */
  readonly logEvidence: Evidence;
  /**
   * Shape of the weights' tail (1507.02646): below 0.5 the approximation is close, above 0.7 it is not to be trusted. 0
   * where no weight differs, as of the target itself.
   */
  readonly kHat: number;
  /** What speaks against it, in words. */
  readonly warnings: readonly string[];
  /** ln q in nats of a position in unconstrained space. */
  logProb(position: Float64Array): number;
  /** Fresh independent draws. */
  sample(count: number, seed?: number): Draws;
  /** Draws of the target, as far as the smoothed weights allow: chosen with replacement among these. */
  resample(count: number, seed?: number): Draws;
  summary(): Summary;
  /** As a cell's last value it shows its ELBO, k-hat and a table. */
  [displaySymbol](): MimeBundle;
}

/** Rows that the draws are told in, so that `summary` can compare them. */
const chains = 4;

/** Positions as draws in the target's own names. */
export function drawsOf(target: Target, positions: readonly Float64Array[], rows = 1): Draws {
  const { names } = target;
  const values = new Float64Array(positions.length * names.length);
  undisturbed(() =>
    positions.forEach((position, i) => values.set(target.constrain(position), i * names.length)),
  );
  return { names, chains: rows, draws: positions.length / rows, values };
}

/**
 * Draws of an approximation, with its ELBO, evidence and k-hat. `said` are lines that stand above its table, and how its ELBO rose. Throws a
 * RangeError for fewer than 100 draws, which tell nothing of a tail.
 */
export async function approximate(
  of: Sampleable,
  count: number,
  random: Stream,
  signal: AbortSignal | null,
  said: {
    lines?: readonly string[];
    warnings?: readonly string[];
    course?: (end: Estimated) => Curve;
  } = {},
): Promise<Approximation> {
  expectInteger("draws", count, 100);
  const { name, target } = of;
  const total = Math.ceil(count / chains) * chains;
  const list: Float64Array[] = [];
  const logWeights = new Float64Array(total);
  let nowhere = 0;
  function* weighed(): Generator<undefined, void> {
    for (let i = 0; i < total; i++) {
      const { position, logQ } = of.draw(random);
      const log = target.logDensity(position);
      if (Number.isNaN(log) || log === -Infinity) nowhere++;
      logWeights[i] = Number.isNaN(log) ? -Infinity : log - logQ;
      list.push(position);
      yield;
    }
  }
  await inTurns(weighed(), signal);
  if (nowhere === total) throw new Error(`No draw of the ${name} has a density under the target`);
  const smooth = smoothed(logWeights);
  const elbo = { value: mean(logWeights), se: Math.sqrt(variance(logWeights) / total) };
  const logEvidence = {
    logEvidence: logSumExp(logWeights) - Math.log(total),
    se: Math.sqrt(Math.max(0, 1 / smooth.ess - 1 / total)),
  };
  const warnings = [...(said.warnings ?? []), ...doubtsOf(smooth.kHat, nowhere, total)];
  const draws = drawsOf(target, list, chains);
  const positions = new Float64Array(total * target.dim);
  list.forEach((position, i) => positions.set(position, i * target.dim));
  return {
    ...draws,
    name,
    target,
    positions,
    logWeights,
    elbo,
    logEvidence,
    kHat: smooth.kHat,
    warnings,
    logProb: (position) => of.logProb(position),
    sample(many, seed = 1) {
      expectInteger("count", many, 1);
      const own = stream(seed).split("sample of an approximation");
      return drawsOf(
        target,
        Array.from({ length: many }, () => of.draw(own).position),
      );
    },
    resample(many, seed = 1) {
      expectInteger("count", many, 1);
      const own = stream(seed).split("resample of an approximation");
      const picked = pick(smooth.logWeights, many, own);
      return drawsOf(
        target,
        Array.from(picked, (i) => list[i]),
      );
    },
    summary: () => summary(draws),
    [displaySymbol]: () =>
      show({
        name,
        draws,
        elbo,
        kHat: smooth.kHat,
        lines: said.lines ?? [],
        warnings,
        curve: said.course?.(elbo) ?? null,
      }),
  };
}

/** Weights that differ by less than this are those of the target itself: what is left is rounding, which has no tail. */
const rounding = 1e-7;

function smoothed(logWeights: Float64Array) {
  const most = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = logWeights.reduce((a, b) => Math.min(a, b), Infinity);
  if (most - least > rounding) return psis(logWeights);
  const { length } = logWeights;
  return { kHat: 0, ess: length, logWeights: new Float64Array(length).fill(-Math.log(length)) };
}

/** Indices drawn with these weights: one of each `count`th of them, so that no draw is left out by chance (systematic). */
export function pick(logWeights: Float64Array, count: number, random: Stream): Int32Array {
  const [offset] = random.uniform64(1);
  const result = new Int32Array(count);
  let passed = Math.exp(logWeights[0]);
  let at = 0;
  for (let i = 0; i < count; i++) {
    while ((i + offset) / count > passed && at < logWeights.length - 1) passed += Math.exp(logWeights[++at]);
    result[i] = at;
  }
  // In random order, as independent draws are.
  return Int32Array.from(random.permutation(count), (i) => result[i]);
}
