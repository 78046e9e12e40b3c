import { dataLevel, type Level } from "../level.ts";
import { transition } from "../transition.ts";
import { complete } from "./complete.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The schedule whose steps have these levels, from the least noise to the most. Variance need not be preserved: alpha
 * may stay 1 while sigma grows, or fall as 1 - sigma. The signal falls strictly, every sigma is above 0 and only the
 * last alpha may be 0. Throws a RangeError that names the first level that does not fit.
 */
export function fromLevels(levels: readonly Level[], name = "levels"): Schedule {
  if (levels.length < 1) throw new RangeError("A schedule needs at least one level");
  levels.forEach(({ alpha, sigma }, t) => {
    const { alpha: alphaPrev, sigma: sigmaPrev } = t ? levels[t - 1] : dataLevel;
    const finite = sigma > 0 && sigma < Infinity && alpha < Infinity;
    const signal = alpha > 0 || (alpha === 0 && t > 0 && t === levels.length - 1);
    if (finite && signal && alpha * sigmaPrev < alphaPrev * sigma) return;
    throw new RangeError(
      `Level ${t} of schedule "${name}" has alpha ${alpha} and sigma ${sigma}: alpha / sigma falls at every step, ` +
        `sigma is above 0, and alpha too (the last may be 0)`,
    );
  });
  return complete({
    name,
    betas: Float64Array.from(levels, (level, t) => transition(level, t ? levels[t - 1] : dataLevel).variance),
    alphaBar: Float64Array.from(levels, ({ alpha }) => alpha ** 2),
    variance: Float64Array.from(levels, ({ sigma }) => sigma ** 2),
  });
}
