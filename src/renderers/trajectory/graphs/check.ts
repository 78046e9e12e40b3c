import {
  pairsOf,
  type GraphTrajectory,
  type PackedGraphs,
  type PackedNumbers,
} from "../../../protocol/index.ts";
import { checkedNumbers } from "../checked-numbers.ts";
import { BadPayload } from "../../payload.ts";

/** Finds numbers of a wrong length, classes that have no name and places that are none. Throws BadPayload. */
export function checkGraphs(trajectory: GraphTrajectory, frames: GraphTrajectory["frames"]): void {
  const { shown, nodes, nodeClasses, edgeClasses, nodeMask, edgeMask, layout } = trajectory;
  const mask = (id: number | null, names: readonly string[], what: string): void => {
    if (id !== null && id >= names.length)
      throw new BadPayload(`its mask ${id} is no class of ${names.length} classes of ${what}.`);
  };
  mask(nodeMask, nodeClasses, "nodes");
  mask(edgeMask, edgeClasses, "edges");
  const classes = (packed: PackedNumbers, size: number, least: number, most: number, name: string): void => {
    for (const id of checkedNumbers(packed, size, name))
      if (!Number.isInteger(id) || id < least || id >= most)
        throw new BadPayload(`${name} hold the class ${id}, of ${most}.`);
  };
  const graphs = (packed: PackedGraphs, whose: string): void => {
    classes(packed.nodes, shown * nodes, -1, nodeClasses.length, `the nodes of ${whose}`);
    classes(packed.edges, shown * pairsOf(nodes), 0, edgeClasses.length, `the edges of ${whose}`);
  };
  for (const frame of frames) {
    graphs(frame, `step ${frame.step}`);
    if (frame.x0) graphs(frame.x0, `the prediction of step ${frame.step}`);
  }
  if (!layout) return;
  for (const place of checkedNumbers(layout, 2 * shown * nodes, "the places of the nodes"))
    if (!(Math.abs(place) <= 1.001)) throw new BadPayload(`a node's place ${place} is not within −1 and 1.`);
}
