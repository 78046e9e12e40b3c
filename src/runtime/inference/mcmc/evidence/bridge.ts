import { signalFor, turn } from "../../../core/turn.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { essMean } from "../../diagnostics/index.ts";
import { logSumExp } from "../../distributions/special/log-sum-exp.ts";
import { fullNormal } from "../../distributions/multivariate/full-normal.ts";
import { stream } from "../../../random/index.ts";
import { moments } from "../tuning/moments.ts";
import type { Run } from "../run.ts";
import { inTurns } from "../../vars/compiled/index.ts";
import type { Evidence } from "./evidence.ts";

/** Positions of every other draw: one half tells the normal's shape, the other bridges. */
function halves({ chains, draws, positions, target, logDensities }: Run) {
  const { dim } = target;
  const at = (chain: number, draw: number) => chain * draws + draw;
  const of = (i: number) => positions.subarray(i * dim, (i + 1) * dim);
  const pick = (odd: number) =>
    Array.from({ length: chains }, (_, chain) =>
      Array.from({ length: Math.floor((draws + 1 - odd) / 2) }, (__, k) => at(chain, 2 * k + odd)),
    );
  const bridging = pick(1);
  return {
    fitting: pick(0).flat().map(of),
    bridging: bridging.map((chain) => chain.map((i) => ({ position: of(i), logDensity: logDensities[i] }))),
  };
}

/**
 * The evidence ln of the target's integral by bridge sampling, Meng and Wong (1996), between its draws and a normal
 * distribution of their mean and covariance, each half of the draws once. The error is that of
 * Frühwirth-Schnatter (2004), with the draws' autocorrelation. Right where the draws are, so look at their diagnostics.
 * Throws a RangeError for fewer draws than a covariance needs.
 */
export async function bridgeSampling(
  run: Run,
  { seed = 0, signal }: { seed?: number; signal?: AbortSignal } = {},
): Promise<Evidence> {
  const { target } = run;
  const { dim } = target;
  const { fitting, bridging } = halves(run);
  if (fitting.length < dim + 2 || bridging.flat().length < 4)
    throw new RangeError(
      `Bridge sampling over ${dim} numbers needs at least ${2 * dim + 4} draws, not ${run.chains * run.draws}`,
    );
  const fitted = moments(dim, true);
  fitting.forEach((position) => fitted.add(position));
  const covariance = fitted.covariance();
  const normal = fullNormal({
    mean: fitting[0].map((_, i) => mean(fitting.map((position) => position[i]))),
    covariance: Array.from({ length: dim }, (_, i) => covariance.subarray(i * dim, (i + 1) * dim)),
  });
  const random = stream(seed).split("bridge sampling");
  const stop = signalFor(signal);

  /** ln target / normal, at draws of the one and of the other. */
  const own = bridging.map((chain) =>
    Float64Array.from(chain, ({ position, logDensity }) => logDensity - normal.logProb(position)),
  );
  const count = own.reduce((sum, { length }) => sum + length, 0);
  const theirs = new Float64Array(count);
  function* drawn(): Generator<undefined, void> {
    for (let i = 0; i < count; i++) {
      const position = normal.sample(random);
      const density = target.logDensity(position);
      theirs[i] = (Number.isNaN(density) ? -Infinity : density) - normal.logProb(position);
      yield;
    }
  }
  await inTurns(drawn(), stop);

  // The mean effective size weighs the target's draws, which are not independent.
  const effective = Math.min(count, essMean(own));
  const share = effective / (effective + count);
  const pooled = Float64Array.from(own.flatMap((chain) => [...chain]));
  const logBridge = (ratio: number, evidence: number) =>
    // ln of s r + (1 - s) Z: what both sides are divided by.
    logSumExp([Math.log(share) + ratio, Math.log1p(-share) + evidence]);
  let logEvidence = mean(pooled);
  for (let i = 0; i < 1000; i++) {
    const before = logEvidence;
    const up = theirs.map((ratio) => ratio - logBridge(ratio, before));
    const down = pooled.map((ratio) => -logBridge(ratio, before));
    logEvidence = logSumExp(up) - logSumExp(down);
    if (Math.abs(logEvidence - before) < 1e-10)
      return { logEvidence, se: errorOf(own, theirs, logEvidence, share) };
    await turn(stop);
  }
  throw new Error("Bridge sampling did not settle: the draws and a normal distribution hardly overlap");
}

function errorOf(own: Float64Array[], theirs: Float64Array, logEvidence: number, share: number): number {
  const count = theirs.length;
  const part = (ratio: number) => share * Math.exp(ratio - logEvidence) + 1 - share;
  const f = theirs.map((ratio) => Math.exp(ratio - logEvidence) / part(ratio));
  const g = own.map((chain) => chain.map((ratio) => 1 / part(ratio)));
  const all = Float64Array.from(g.flatMap((chain) => [...chain]));
  const relative = (x: Float64Array, size: number) => variance(x) / mean(x) ** 2 / size;
  return Math.sqrt(relative(f, count) + relative(all, Math.min(count, essMean(g))));
}
