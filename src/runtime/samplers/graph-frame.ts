import type { Sampling } from "./frame.ts";
import type { Values } from "./token-frame.ts";

/**
 * One state of a sampler of graphs (discrete diffusion over the classes of nodes and edges, as DiGress): what its async
 * generator yields for `show`. A batch of B graphs has room for N nodes each; a single graph may leave B out everywhere.
 */
export interface GraphFrame extends Graphs {
  /** Steps done: 0 at the start, `steps` at the finished sample. */
  readonly step: number;
  readonly steps: number;
  /** Time as it is to be shown: T (or 1) at the start, 0 for finished graphs. */
  readonly t: number;
  /** The graphs that the model predicts from these; left out or null where it was not asked, as in the last frame. */
  readonly x0?: Graphs | null;
}

/** Graphs without direction, by the classes of their nodes and edges. */
export interface Graphs {
  /** Class of each node, [B, N]; −1 where there is none, for graphs of fewer nodes than others. */
  readonly nodes: Values;
  /** Class of the edge between each two nodes, [B, N, N], the same in both directions: 0 is no edge. The diagonal counts for nothing. */
  readonly edges: Values;
}

/** What a viewer must be told of graphs. */
export interface GraphAbout extends Omit<Sampling["about"], "continuous"> {
  /** The name of each class of nodes: ["C", "N", "O"]. */
  readonly nodeClasses: readonly string[];
  /** The name of each class of edges, "no edge" the first. ["no edge", "edge"] where it is left out. */
  readonly edgeClasses?: readonly string[];
  /** The classes that stand for what is masked; left out where noise is of the classes themselves. */
  readonly nodeMask?: number | null;
  readonly edgeMask?: number | null;
}

/** A run of a sampler of graphs. */
export interface GraphSampling extends AsyncGenerator<GraphFrame, void, undefined> {
  readonly about: GraphAbout;
}
