/** The polynomials that are 1 at one of the nodes and 0 at the others, as coefficients of 1, u, u^2, ... */
export function lagrange(nodes: readonly number[]): number[][] {
  return nodes.map((node, j) =>
    nodes.reduce<number[]>(
      (product, other, k) => (k === j ? product : timesRoot(product, other, 1 / (node - other))),
      [1],
    ),
  );
}

/** A polynomial times scale (u - root). */
function timesRoot(polynomial: readonly number[], root: number, scale: number): number[] {
  return Array.from(
    { length: polynomial.length + 1 },
    (_, k) => scale * ((k ? polynomial[k - 1] : 0) - (k < polynomial.length ? root * polynomial[k] : 0)),
  );
}

/** Weights of values at the nodes in an integral whose values for 1, u, u^2, ... are these. */
export const integrated = (nodes: readonly number[], integrals: readonly number[]): number[] =>
  lagrange(nodes).map((polynomial) => polynomial.reduce((sum, c, k) => sum + c * integrals[k], 0));
