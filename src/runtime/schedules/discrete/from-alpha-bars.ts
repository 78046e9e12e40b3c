import { completePreserving } from "./complete.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The variance-preserving schedule of these alphaBar_t. They fall strictly and lie between 0 and 1; the last one alone
 * may be 0, which is a schedule with zero terminal SNR. Throws a RangeError that names the first that does not.
 */
export function fromAlphaBars(alphaBars: ArrayLike<number>, name = "alphaBars"): Schedule {
  const steps = alphaBars.length;
  if (steps < 1) throw new RangeError("A schedule needs at least one alphaBar");
  const before = (t: number) => (t ? alphaBars[t - 1] : 1);
  for (let t = 0; t < steps; t++) {
    const last = t > 0 && t === steps - 1;
    const ok = alphaBars[t] < before(t) && (alphaBars[t] > 0 || (last && alphaBars[t] === 0));
    if (ok) continue;
    const rule = "alphaBar falls from below 1 at every step and stays above 0 (the last may be 0)";
    throw new RangeError(
      `alphaBar ${t} of schedule "${name}" is ${alphaBars[t]} after ${before(t)}: ${rule}`,
    );
  }
  const alphaBar = Float64Array.from(alphaBars);
  return completePreserving(
    name,
    alphaBar.map((a, t) => 1 - a / before(t)),
    alphaBar,
  );
}
