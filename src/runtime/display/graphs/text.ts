import type { GraphTrajectory } from "../../../protocol/graph-trajectory.ts";
import { count } from "../text.ts";
import type { OneGraph } from "./sample.ts";

/** A graph in a line: "9 nodes (C 6, N 2, masked 1), 8 edges (single 7, double 1), 2 pairs masked". */
export function graphLine(
  { nodes, pairs }: OneGraph,
  { nodeClasses, edgeClasses, nodeMask, edgeMask }: GraphTrajectory,
): string {
  const there = nodes.filter((node) => node >= 0);
  const edges = pairs.filter((edge) => edge !== 0 && edge !== edgeMask);
  const masked = pairs.filter((edge) => edge !== 0 && edge === edgeMask).length;
  return [
    counted(there, ["node", "nodes"], (id) => (id === nodeMask ? "masked" : nodeClasses[id])),
    counted(edges, ["edge", "edges"], (id) => edgeClasses[id]),
    ...(masked > 0 ? [`${count(masked)} ${masked === 1 ? "pair" : "pairs"} masked`] : []),
  ].join(", ");
}

function counted(
  ids: Float64Array,
  [one, many]: readonly [string, string],
  name: (id: number) => string,
): string {
  const each = new Map<number, number>();
  for (const id of ids) each.set(id, (each.get(id) ?? 0) + 1);
  const parts = [...each].sort(([a], [b]) => a - b).map(([id, number]) => `${name(id)} ${count(number)}`);
  return `${count(ids.length)} ${ids.length === 1 ? one : many}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
}
