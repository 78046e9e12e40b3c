import { pairsOf, type GraphTrajectory, type PackedGraphs } from "../../../protocol/graph-trajectory.ts";
import { unpackNumbers } from "../../../protocol/packed-numbers.ts";

/** One graph's classes of nodes and of pairs. */
export interface OneGraph {
  readonly nodes: Float64Array;
  readonly pairs: Float64Array;
}

/** One of the packed graphs. */
export function graphOf(
  packed: PackedGraphs,
  { nodes: size }: Pick<GraphTrajectory, "nodes">,
  sample: number,
): OneGraph {
  const pairs = pairsOf(size);
  return {
    nodes: unpackNumbers(packed.nodes).subarray(sample * size, (sample + 1) * size),
    pairs: unpackNumbers(packed.edges).subarray(sample * pairs, (sample + 1) * pairs),
  };
}
