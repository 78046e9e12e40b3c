import { expectInteger } from "../../../core/shape.ts";
import { signalFor } from "../../../core/turn.ts";
import { workBar } from "../../../display/work-bar.ts";
import { stream, type Stream } from "../../../random/index.ts";
import { logSumExp, softmax } from "../../distributions/special/log-sum-exp.ts";
import type { Target } from "../../targets/target.ts";
import { inTurns, undisturbed } from "../../vars/compiled/index.ts";
import { approximate, type Approximation } from "../approximation/approximation.ts";
import { startPosition } from "../fit/start.ts";
import type { NormalDensity } from "../linear/normal.ts";
import { bestOnPath, elboOf, type Best } from "./path.ts";

export interface PathfinderOptions {
  /** Paths from different starts; 4 unless given. */
  paths?: number;
  /** Where all paths begin, in unconstrained space: use one path then. */
  start?: ArrayLike<number>;
  /** Steps of a path at most; 1000 unless given. */
  steps?: number;
  /** Pairs of steps and gradients that tell of the curvature; 6 unless given. */
  history?: number;
  /** Draws by which the ELBO of each place is told; 25 unless given. */
  elboDraws?: number;
  /** Draws of the result; 4000 unless given. */
  draws?: number;
  seed?: number;
  signal?: AbortSignal;
}

export interface Pathfinder extends Approximation {
  /** Of each path that found one: the mean of its normal density in unconstrained space, its ELBO and its share in draws. */
  readonly paths: readonly { readonly mean: Float64Array; readonly elbo: number; readonly share: number }[];
}

/** Draws by which paths are weighed against each other. */
const weighing = 200;

/**
 * Pathfinder, Zhang et al. (2108.03782): paths of L-BFGS to modes, and of each the normal density with the target's curvature
 * on its way that has the highest ELBO. Of several paths it is their mixture, each as often as e^ELBO; `resample` gives the
 * paper's importance-resampled draws, in which modes that several paths have found count no more than they should. Much
 * faster than a fit, and a good start for mcmc. Its matrices are dense: a step costs dim^3. Throws an Error where no path
 * passes a normal density.
 */
export async function pathfinder(target: Target, options: PathfinderOptions = {}): Promise<Pathfinder> {
  const { paths = 4, steps = 1000, history = 6, elboDraws = 25, draws = 4000, seed = 0 } = options;
  expectInteger("paths", paths, 1);
  expectInteger("steps", steps, 1);
  expectInteger("history", history, 1);
  expectInteger("elboDraws", elboDraws, 2);
  expectInteger("draws", draws, 100);
  const signal = signalFor(options.signal);
  const random = stream(seed).split("pathfinder");
  const bar = workBar(paths, "Pathfinder");
  const found: Best[] = [];
  try {
    for (let i = 0; i < paths; i++) {
      const own = random.split(i);
      const start = startPosition(target, own.split("start"), options.start, 1);
      const path = bestOnPath(target, start, { history, steps, elboDraws }, own.split("draws"));
      const best = await inTurns(path, signal);
      if (best) found.push(best);
      bar.step(1, best ? `ELBO ${best.elbo.toFixed(2)}` : "no normal density");
    }
  } finally {
    bar.end();
  }
  if (found.length === 0)
    throw new Error("No path to a mode passed a normal density with a finite ELBO: give start, or use vi");
  // Those of the paths are the highest of many noisy ones, and so too high: here they are estimated anew.
  const fresh = random.split("weigh");
  const elbos = undisturbed(() =>
    Float64Array.from(found, ({ density }) => elboOf(target, density, weighing, fresh)),
  );
  const shares = softmax(elbos);
  const densities = found.map(({ density }) => density);
  if (!shares.some((share) => share > 0))
    throw new Error("Of every path some draw has no density under the target: give start, or use vi");
  const mixture = mixtureOf(densities, shares);
  const name = `Pathfinder of ${found.length} ${found.length === 1 ? "path" : "paths"}`;
  return {
    ...(await approximate({ name, target, ...mixture }, draws, random.split("result"), signal)),
    paths: found.map(({ density }, i) => ({ mean: density.mean, elbo: elbos[i], share: shares[i] })),
  };
}

function mixtureOf(densities: readonly NormalDensity[], shares: Float64Array) {
  const logShares = shares.map(Math.log);
  const logProb = (position: Float64Array): number =>
    logSumExp(densities.map((density, i) => logShares[i] + density.logProb(position)));
  return {
    logProb,
    draw(random: Stream) {
      let left = random.uniform64(1)[0];
      const last = shares.findLastIndex((share) => share > 0);
      const which = shares.findIndex((share, i) => (left -= share) < 0 || i === last);
      const { position } = densities[which].draw(random);
      return { position, logQ: logProb(position) };
    },
  };
}
