import * as v from "valibot";
import { count } from "./number-schemas.ts";
import { PackedNumbers } from "./packed-numbers.ts";
import { chunkOf, frameHead, trajectoryHead } from "./trajectory-head.ts";

/** Nodes of a graph that are shown, classes of nodes or edges, and the length of a class's name: what a viewer can hold. */
export const mostNodes = 128;
export const mostClasses = 120;
export const longestClass = 32;

/** Pairs of so many nodes. */
export const pairsOf = (nodes: number): number => (nodes * (nodes - 1)) / 2;

/** Where the pair of two nodes stands among all pairs, (0, 1), (0, 2), …, (1, 2), …, for i < j. */
export const pairAt = (nodes: number, i: number, j: number): number =>
  pairsOf(nodes) - pairsOf(nodes - i) + j - i - 1;

/** Classes of the shown graphs' nodes, [shown, nodes], −1 where there is none, and of their pairs, [shown, pairs], 0 where no edge is. */
export const PackedGraphs = v.object({ nodes: PackedNumbers, edges: PackedNumbers });
export type PackedGraphs = v.InferOutput<typeof PackedGraphs>;

/** One state of a sampler of graphs. */
export const GraphFrame = v.object({
  ...frameHead,
  ...PackedGraphs.entries,
  /** The predicted graphs, null where the model was not asked. */
  x0: v.nullable(PackedGraphs),
});
export type GraphFrame = v.InferOutput<typeof GraphFrame>;

const Classes = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(longestClass))),
  v.minLength(1),
  v.maxLength(mostClasses),
);

/** A trajectory of graphs whose nodes and edges change their classes. */
export const GraphTrajectory = v.object({
  ...trajectoryHead,
  kind: v.literal("graphs"),
  /** Nodes shown of each graph, and all that there is room for. */
  nodes: v.pipe(count, v.maxValue(mostNodes)),
  of: count,
  nodeClasses: Classes,
  /** The first is no edge. */
  edgeClasses: Classes,
  nodeMask: v.nullable(count),
  edgeMask: v.nullable(count),
  /** Where each node stands within −1 and 1, [shown, nodes, 2], y upwards; null while it is not known how the graphs end. */
  layout: v.nullable(PackedNumbers),
  frames: v.array(GraphFrame),
});
export type GraphTrajectory = v.InferOutput<typeof GraphTrajectory>;

export const GraphChunk = chunkOf(GraphFrame);
export type GraphChunk = v.InferOutput<typeof GraphChunk>;

/** Places on a circle, for `nodes` nodes: what is drawn before it is known how the graphs end. */
export const circle = (nodes: number): number[] =>
  Array.from({ length: nodes }, (_, i) => (2 * Math.PI * i) / Math.max(1, nodes)).flatMap((angle) => [
    Math.sin(angle),
    Math.cos(angle),
  ]);
