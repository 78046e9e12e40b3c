// What a graph is at a frame, and what that frame changed of it: for the pictures, the strip and the readings.
import {
  circle,
  pairsOf,
  unpackNumbers,
  type GraphTrajectory,
  type PackedGraphs,
} from "../../../protocol/index.ts";
import { recent } from "../recent.ts";

/** What a person looks at: one graph of the batch, and a node of it. */
export interface Picked {
  sample: number;
  node: number | null;
}

/** Classes of a graph's nodes, −1 where there is none, and of its pairs, 0 where no edge is. */
export interface Graph {
  readonly nodes: Float64Array;
  readonly pairs: Float64Array;
}

const seen = recent<PackedGraphs, Graph>(
  64 * 2 ** 20,
  ({ nodes, edges }) => 8 * (nodes.length + edges.length),
);

const unpack = (packed: PackedGraphs): Graph =>
  seen.get(packed, ({ nodes, edges }) => ({ nodes: unpackNumbers(nodes), pairs: unpackNumbers(edges) }));

/** One graph at a frame, or the one predicted there; null where there is none. */
export function graphAt(
  { frames, nodes }: GraphTrajectory,
  index: number,
  sample: number,
  what: "now" | "x0" = "now",
): Graph | null {
  const frame = index < 0 ? undefined : frames.at(index);
  const packed = what === "now" ? frame : frame?.x0;
  if (!packed) return null;
  const [all, pairs] = [unpack(packed), pairsOf(nodes)];
  return {
    nodes: all.nodes.subarray(sample * nodes, (sample + 1) * nodes),
    pairs: all.pairs.subarray(sample * pairs, (sample + 1) * pairs),
  };
}

/** Where a graph's nodes stand, [nodes, 2] within −1 and 1: on a circle until it is known how it ends. */
export function placesOf({ layout, nodes }: GraphTrajectory, sample: number): ArrayLike<number> {
  return layout
    ? unpackNumbers(layout).subarray(2 * sample * nodes, 2 * (sample + 1) * nodes)
    : circle(nodes);
}

/** What a frame has changed: nodes of another class, pairs that are joined otherwise, and pairs that are no longer. */
export interface Changes {
  readonly nodes: ReadonlySet<number>;
  readonly joined: ReadonlySet<number>;
  readonly parted: ReadonlySet<number>;
}

const nothing: Changes = { nodes: new Set(), joined: new Set(), parted: new Set() };

export function changesAt(trajectory: GraphTrajectory, index: number, sample: number): Changes {
  const [before, now] = [graphAt(trajectory, index - 1, sample), graphAt(trajectory, index, sample)];
  if (!before || !now) return nothing;
  const is = isEdge(trajectory);
  const changed = (k: number): boolean => before.pairs[k] !== now.pairs[k];
  const pairs = [...now.pairs.keys()].filter(changed);
  return {
    nodes: new Set([...now.nodes.keys()].filter((i) => before.nodes[i] !== now.nodes[i])),
    joined: new Set(pairs.filter((k) => is(now.pairs[k]))),
    parted: new Set(pairs.filter((k) => is(before.pairs[k]) && !is(now.pairs[k]))),
  };
}

/** Whether a pair's class is an edge that is known: neither none nor masked. */
export const isEdge =
  ({ edgeMask }: GraphTrajectory) =>
  (edge: number): boolean =>
    edge !== 0 && edge !== edgeMask;

/** How many nodes and edges a graph has, and how many of both are masked. */
export interface Sizes {
  readonly nodes: number;
  readonly edges: number;
  readonly masked: number;
}

export function sizesOf(trajectory: GraphTrajectory, { nodes, pairs }: Graph): Sizes {
  const { nodeMask, edgeMask } = trajectory;
  const some = (values: Float64Array, is: (value: number) => boolean): number =>
    values.reduce((sum, value) => sum + (is(value) ? 1 : 0), 0);
  return {
    nodes: some(nodes, (node) => node >= 0),
    edges: some(pairs, isEdge(trajectory)),
    masked: some(nodes, (node) => node === nodeMask) + some(pairs, (edge) => edge !== 0 && edge === edgeMask),
  };
}
