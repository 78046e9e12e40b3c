import { stream } from "../../../../src/runtime/random/index.ts";
import type { GraphFrame } from "../../../../src/runtime/samplers/index.ts";

export const nodeClasses = ["carbon", "N", "O"];
export const edgeClasses = ["no bond", "single", "double", "triple"];

/** A molecule: classes of its nodes, and its bonds as [from, to, class]. */
export interface Molecule {
  readonly nodes: readonly number[];
  readonly bonds: readonly (readonly [number, number, number])[];
}

/** Aniline's ring with a nitrogen beside it, and hydrogen cyanide's triple bond apart. */
export const molecule: Molecule = {
  nodes: [0, 0, 0, 0, 0, 0, 1, 2, 0, 1],
  bonds: [
    [0, 1, 2],
    [1, 2, 1],
    [2, 3, 2],
    [3, 4, 1],
    [4, 5, 2],
    [0, 5, 1],
    [0, 6, 1],
    [3, 7, 2],
    [8, 9, 3],
  ],
};

/** The classes of all edges, [N, N]. */
export function matrixOf({ nodes, bonds }: Molecule): number[][] {
  const matrix = nodes.map(() => nodes.map(() => 0));
  for (const [i, j, id] of bonds) matrix[i][j] = matrix[j][i] = id;
  return matrix;
}

/**
 * Walks to a molecule from classes drawn at random: each step settles some of the nodes and pairs, and draws the others
 * anew. What is predicted is the molecule itself.
 */
export async function* settle(
  target: Molecule,
  { steps = 8, seed = 1, batch = 1 } = {},
): AsyncGenerator<GraphFrame> {
  const random = stream(seed);
  const below = (most: number): number => random.integers(1, most)[0];
  const goal = matrixOf(target);
  const size = target.nodes.length;
  const when = (): number => 1 + below(steps);
  const nodesAt = target.nodes.map(when);
  const edgesAt = goal.map((row) => row.map(when));
  for (let step = 0; step <= steps; step++) {
    const nodes = target.nodes.map((id, i) => (step >= nodesAt[i] ? id : below(3)));
    const edges = goal.map((row) => [...row]);
    for (let i = 0; i < size; i++)
      for (let j = i + 1; j < size; j++)
        if (step < edgesAt[i][j]) edges[i][j] = edges[j][i] = below(4) === 0 ? 1 + below(3) : 0;
    const copies = <T>(one: T): T[] => Array.from({ length: batch }, () => one);
    yield await Promise.resolve({
      step,
      steps,
      t: 1 - step / steps,
      nodes: copies(nodes),
      edges: copies(edges),
      x0: step < steps ? { nodes: copies([...target.nodes]), edges: copies(goal) } : null,
    });
  }
}

/** Unmasks a graph from the left: the classes `mask` of nodes and edges turn into their own. */
export async function* unmask(
  target: Molecule,
  masks: { node: number; edge: number },
): AsyncGenerator<GraphFrame> {
  const goal = matrixOf(target);
  const steps = target.nodes.length;
  for (let step = 0; step <= steps; step++) {
    yield await Promise.resolve({
      step,
      steps,
      t: steps - step,
      nodes: target.nodes.map((id, i) => (i < step ? id : masks.node)),
      edges: goal.map((row, i) => row.map((id, j) => (Math.max(i, j) < step || i === j ? id : masks.edge))),
    });
  }
}
