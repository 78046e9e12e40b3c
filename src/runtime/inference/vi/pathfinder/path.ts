import { mean } from "../../diagnostics/chains.ts";
import { cholesky } from "../../distributions/linear/cholesky.ts";
import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import { normalDensity, type NormalDensity } from "../linear/normal.ts";
import { lbfgs, pairOf, type Pair, type Place } from "../mode/lbfgs.ts";
import { inverseCurvature, nextDiagonal } from "./covariance.ts";

/** A normal density that a path to a mode passed, and its ELBO in nats. */
export interface Best {
  readonly density: NormalDensity;
  readonly elbo: number;
  /** Of how many places the path was, and the place of this density among them. */
  readonly places: number;
  readonly place: number;
}

export interface PathOptions {
  readonly history: number;
  readonly steps: number;
  readonly elboDraws: number;
}

/** Mean of ln p - ln q of so many draws: -Infinity where one has no density. */
export function elboOf(target: Target, density: NormalDensity, draws: number, random: Stream): number {
  const ratios = Float64Array.from({ length: draws }, () => {
    const { position, logQ } = density.draw(random);
    const log = target.logDensity(position);
    return Number.isNaN(log) ? -Infinity : log - logQ;
  });
  return mean(ratios);
}

/**
 * The best normal density of those that curve as the target does along one path up to a mode, by the ELBO: Pathfinder's
 * algorithm 1 (2108.03782), a place at a time. The last one holds the best of all.
 */
export function* bestOnPath(
  target: Target,
  start: Float64Array,
  { history, steps, elboDraws }: PathOptions,
  random: Stream,
): Generator<Best | null, void> {
  const { dim } = target;
  let diagonal: Float64Array = new Float64Array(dim).fill(1);
  let pairs: Pair[] = [];
  let before: Place | null = null;
  let best: Best | null = null;
  let places = 0;
  for (const here of lbfgs(target, start, { history, steps, tolerance: 1e-8 })) {
    const pair = before && pairOf(before, here);
    before = here;
    places++;
    if (pair) {
      diagonal = nextDiagonal(diagonal, pair);
      pairs = [...pairs, pair].slice(-history);
      const covariance = inverseCurvature(diagonal, pairs);
      const lower = covariance.every(Number.isFinite) ? cholesky(covariance, dim) : null;
      if (lower) {
        // Where Newton's step from here leads.
        const centre = here.position.map((x, i) => {
          let to = x;
          for (let j = 0; j < dim; j++) to += covariance[i * dim + j] * here.gradient[j];
          return to;
        });
        const density = normalDensity(centre, lower);
        const elbo = elboOf(target, density, elboDraws, random);
        if (elbo > (best?.elbo ?? -Infinity)) best = { density, elbo, places, place: places - 1 };
      }
    }
    best = best && { ...best, places };
    yield best;
  }
}
