import type { Distribution, Univariate } from "../distribution.ts";
import { expectLength } from "../expect.ts";
import type { Each } from "../support.ts";

export interface Independent extends Distribution<Float64Array> {
  readonly name: "independent";
  readonly support: Each;
  readonly parts: readonly Univariate[];
}

/**
 * Vectors whose entries are independent, each of a distribution of its own. Throws a RangeError without any, and for an x of
 * another length.
 */
export function independent(parts: readonly Univariate[]): Independent {
  const name = "independent";
  if (parts.length === 0) throw new RangeError(`${name} has at least one distribution`);
  return {
    name,
    support: { kind: "each", supports: parts.map(({ support }) => support) },
    parts,
    logProb(x) {
      expectLength(name, "x", x, parts.length);
      return parts.reduce((sum, part, i) => sum + part.logProb(x[i]), 0);
    },
    sample: (stream) => Float64Array.from(parts, (part) => part.sample(stream)),
    get mean() {
      return Float64Array.from(parts, ({ mean }) => mean);
    },
    get variance() {
      return Float64Array.from(parts, ({ variance }) => variance);
    },
    entropy: () => parts.reduce((sum, part) => sum + part.entropy(), 0),
  };
}
