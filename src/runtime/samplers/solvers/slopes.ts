/**
 * Weights of values at the nodes, two or three of them, in the first derivative of the polynomial through them at the
 * first node, and in the second derivative.
 */
export function slopes(nodes: readonly number[]): { first: number[]; second: number[] } {
  const [a, b, c] = nodes;
  if (nodes.length === 2) return { first: [1 / (a - b), 1 / (b - a)], second: [0, 0] };
  const [ab, ac, bc] = [a - b, a - c, b - c];
  return {
    first: [1 / ab + 1 / ac, -ac / (ab * bc), ab / (ac * bc)],
    second: [2 / (ab * ac), -2 / (ab * bc), 2 / (ac * bc)],
  };
}
