import { completePreserving } from "./complete.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The schedule of these betas. Each lies strictly between 0 and 1; the last one alone may be 1, which is a schedule
 * with zero terminal SNR. Throws a RangeError that names the first beta that does not.
 */
export function fromBetas(betas: ArrayLike<number>, name = "betas"): Schedule {
  const steps = betas.length;
  if (steps < 1) throw new RangeError("A schedule needs at least one beta");
  for (let t = 0; t < steps; t++) {
    const inside = betas[t] > 0 && (betas[t] < 1 || (betas[t] === 1 && t === steps - 1 && t > 0));
    if (!inside) {
      throw new RangeError(`Beta ${t} of schedule "${name}" is ${betas[t]}: each must lie between 0 and 1`);
    }
  }
  const beta = Float64Array.from(betas);
  let product = 1;
  return completePreserving(
    name,
    beta,
    beta.map((b) => (product *= 1 - b)),
  );
}
