import type { Distribution } from "../distribution.ts";
import { expectEach, expectLength, expectPositive } from "../expect.ts";
import { logDirichletDraw } from "../random/gamma.ts";
import { dirichletEntropy, dirichletLogDensity } from "../special/dirichlet.ts";
import { onSimplex } from "./on-simplex.ts";

export interface Dirichlet extends Distribution<Float64Array> {
  readonly name: "dirichlet";
  readonly concentration: Float64Array;
}

/**
 * Dirichlet's distribution on the simplex of k entries, a density relative to the first k - 1 of them. Entries of x add up
 * to 1 within 1e-6. Throws a RangeError for fewer than 2 concentrations, for one that is not above 0, and for an x of
 * another length.
 */
export function dirichlet({ concentration }: { concentration: ArrayLike<number> }): Dirichlet {
  const name = "dirichlet";
  expectEach(name, "concentration", concentration, expectPositive);
  if (concentration.length < 2) throw new RangeError(`concentration of ${name} has at least 2 values`);
  const a = Array.from(concentration);
  const total = a.reduce((sum, ai) => sum + ai, 0);
  const mean = Float64Array.from(a, (ai) => ai / total);
  return {
    name,
    support: { kind: "simplex", size: a.length },
    concentration: Float64Array.from(a),
    logProb(x) {
      expectLength(name, "x", x, a.length);
      if (!onSimplex(x)) return -Infinity;
      // On an edge the density is 0 or infinite, or that of what is left.
      const inside = a.map((ai, i) => (x[i] === 0 && ai === 1 ? 1e-300 : x[i]));
      const edges = a.filter((_, i) => inside[i] === 0);
      if (edges.length) return edges.some((ai) => ai > 1) ? -Infinity : Infinity;
      return dirichletLogDensity(a, inside);
    },
    sample: (stream) => logDirichletDraw(stream, a).map(Math.exp),
    mean,
    variance: mean.map((m) => (m * (1 - m)) / (total + 1)),
    entropy: () => dirichletEntropy(a),
  };
}
