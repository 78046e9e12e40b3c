import { pairAt, type GraphTrajectory } from "../../../protocol/index.ts";
import { whole } from "../../text/number.ts";
import { changesAt, graphAt, isEdge, sizesOf, type Graph } from "./state.ts";

const counted = (count: number, one: string, many: string): string =>
  `${whole(count)} ${count === 1 ? one : many}`;

/** "9 nodes, 8 edges". */
export function sizeText(trajectory: GraphTrajectory, graph: Graph): string {
  const { nodes, edges } = sizesOf(trajectory, graph);
  return `${counted(nodes, "node", "nodes")}, ${counted(edges, "edge", "edges")}`;
}

/** A node's class by its name. */
export const nodeName = ({ nodeClasses, nodeMask }: GraphTrajectory, id: number): string =>
  id < 0 ? "none" : id === nodeMask ? "masked" : nodeClasses[id];

/** What is to be said of a node: its class and since when, its neighbours, and what is predicted of it. */
export function nodeText(trajectory: GraphTrajectory, index: number, sample: number, node: number): string {
  const graph = graphAt(trajectory, index, sample);
  if (!graph) return "";
  const id = graph.nodes[node];
  if (id < 0) return "not there at this step";
  const since = sinceFrame(trajectory, index, sample, node);
  const step = since === null ? null : (trajectory.frames.at(since)?.step ?? null);
  const predicted = graphAt(trajectory, index, sample, "x0");
  return [
    nodeName(trajectory, id) + (step === null ? "" : ` since step ${whole(step)}`),
    neighboursText(trajectory, graph, node),
    predicted ? `predicted ${nodeName(trajectory, predicted.nodes[node])}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

function neighboursText(trajectory: GraphTrajectory, { nodes, pairs }: Graph, node: number): string {
  const is = isEdge(trajectory);
  const edges: string[] = [];
  let masked = 0;
  nodes.forEach((id, other) => {
    if (other === node || id < 0) return;
    const edge = pairs[pairAt(nodes.length, Math.min(node, other), Math.max(node, other))];
    if (is(edge)) edges.push(`${trajectory.edgeClasses[edge]} to ${other}`);
    else if (edge !== 0) masked++;
  });
  const few = edges.slice(0, 6).join(", ");
  const known = edges.length > 6 ? `${few} and ${counted(edges.length - 6, "other", "others")}` : few;
  return [known, masked > 0 ? `${whole(masked)} masked` : ""].filter(Boolean).join(", ") || "no edges";
}

/** The frame in which the node got its class; null where it had it from the start. */
function sinceFrame(trajectory: GraphTrajectory, index: number, sample: number, node: number): number | null {
  for (let k = index; k > 0; k--) {
    const [before, now] = [graphAt(trajectory, k - 1, sample), graphAt(trajectory, k, sample)];
    if (before && now && before.nodes[node] !== now.nodes[node]) return k;
  }
  return null;
}

/** What a frame changed, for a screen reader: "3 changes". */
export function changeCount(trajectory: GraphTrajectory, index: number, sample: number): number {
  const { nodes, joined, parted } = changesAt(trajectory, index, sample);
  return nodes.size + joined.size + parted.size;
}
