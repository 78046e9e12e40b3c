import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";

const trials = 100;

/**
 * Where an approximation begins, in unconstrained space: the given place, else the densest of `among` uniform in
 * [-2, 2] that have a density: of one where starts are to differ. Throws a RangeError where none of a hundred has, and for a given place that has none.
 */
export function startPosition(
  target: Target,
  random: Stream,
  given?: ArrayLike<number>,
  among = 10,
): Float64Array {
  if (given !== undefined) {
    const position = Float64Array.from(given);
    if (position.length !== target.dim)
      throw new RangeError(`start has ${position.length} numbers, its target is over ${target.dim}`);
    const log = target.logDensity(position);
    if (!Number.isFinite(log)) throw new RangeError(`The log density at start is ${log}`);
    return position;
  }
  let best: Float64Array | null = null;
  let most = -Infinity;
  for (let trial = 0, found = 0; trial < trials && found < among; trial++) {
    const position = random.uniform64(target.dim).map((u) => 4 * u - 2);
    const log = target.logDensity(position);
    if (!Number.isFinite(log)) continue;
    found++;
    if (log > most) [best, most] = [position, log];
  }
  if (!best)
    throw new RangeError(`None of ${trials} places in [-2, 2] has a log density that is finite: give start`);
  return best;
}
