import type { Target } from "../../targets/target.ts";
import { dot } from "../../mcmc/metric.ts";
import { lineSearch } from "./line-search.ts";

/** A place on the way up. */
export interface Place {
  readonly position: Float64Array;
  readonly logDensity: number;
  readonly gradient: Float64Array;
}

/** A step and by how much the gradient fell over it. */
export interface Pair {
  readonly step: Float64Array;
  readonly fall: Float64Array;
}

export interface LbfgsOptions {
  /** Pairs of steps and gradients that tell of the curvature. */
  history: number;
  /** Steps at most. */
  steps: number;
  /** Ends where no entry of the gradient is larger. */
  tolerance: number;
}

/** What the pair of two places tells of the curvature, or null where it tells that there is none downwards. */
export function pairOf(from: Place, to: Place): Pair | null {
  const step = to.position.map((x, i) => x - from.position[i]);
  const fall = from.gradient.map((g, i) => g - to.gradient[i]);
  return dot(step, fall) > 1e-12 * dot(fall, fall) ? { step, fall } : null;
}

const steepest = (x: Float64Array): number => x.reduce((most, xi) => Math.max(most, Math.abs(xi)), 0);

/**
 * Climbs a log density by limited-memory BFGS, Nocedal and Wright's algorithm 7.5: every place on the way, the first one
 * included. Ends at a flat place, where no step leads higher any more, or after so many steps.
 */
export function* lbfgs(
  target: Target,
  start: Float64Array,
  { history, steps, tolerance }: LbfgsOptions,
): Generator<Place, void> {
  const placeAt = (position: Float64Array): Place => ({ position, ...target.gradient(position) });
  let here = placeAt(start);
  let pairs: Pair[] = [];
  yield here;
  for (let taken = 0; taken < steps && steepest(here.gradient) > tolerance; taken++) {
    const up = uphill(pairs, here.gradient);
    const found: Place | null = climb(here, up) ?? (pairs.length > 0 ? climb(here, here.gradient) : null);
    if (!found) return;
    const pair = pairOf(here, found);
    pairs = pair ? [...pairs, pair].slice(-history) : pairs;
    const risen = found.logDensity - here.logDensity;
    here = found;
    yield here;
    if (risen <= 1e-13 * Math.abs(here.logDensity)) return;
  }

  function climb(from: Place, up: Float64Array): Place | null {
    const first = pairs.length > 0 ? 1 : Math.min(1, 1 / steepest(up));
    const found = lineSearch(
      { at: 0, value: -from.logDensity, slope: -dot(up, from.gradient) },
      first,
      (at) => {
        const place = placeAt(from.position.map((x, i) => x + at * up[i]));
        return { at, value: -place.logDensity, slope: -dot(up, place.gradient), place };
      },
    );
    return found?.place ?? null;
  }
}

/** The inverse of the curvature times the gradient, by the two loops. */
function uphill(pairs: readonly Pair[], gradient: Float64Array): Float64Array {
  const way = gradient.slice();
  const shares: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, fall } = pairs[k];
    shares[k] = dot(step, way) / dot(step, fall);
    for (let i = 0; i < way.length; i++) way[i] -= shares[k] * fall[i];
  }
  const last = pairs.at(-1);
  const scale = last ? dot(last.step, last.fall) / dot(last.fall, last.fall) : 1;
  for (let i = 0; i < way.length; i++) way[i] *= scale;
  pairs.forEach(({ step, fall }, k) => {
    const share = shares[k] - dot(fall, way) / dot(step, fall);
    for (let i = 0; i < way.length; i++) way[i] += share * step[i];
  });
  return way;
}
