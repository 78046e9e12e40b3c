import { pairAt, type GraphTrajectory } from "../../../protocol/index.ts";
import type { Colours } from "../../theme/colours.ts";
import { drawEdge, drawNode } from "./marks.ts";
import { isEdge, type Changes, type Graph } from "./state.ts";

/** A graph to be drawn. */
export interface Drawing {
  readonly trajectory: GraphTrajectory;
  readonly graph: Graph;
  readonly places: ArrayLike<number>;
  readonly letters: readonly string[];
  /** What is new in it; null where that is not to be marked. */
  readonly changes: Changes | null;
  readonly picked: number | null;
}

type Context = CanvasRenderingContext2D;
type Place = readonly [number, number];

/** Radius of a node in a square of so many pixels, smaller where there are many. */
export const radiusIn = (size: number, nodes: number): number =>
  Math.max(4, Math.min(12, (0.3 * size) / Math.sqrt(Math.max(1, nodes))));

/** Where the nodes stand in a square of so many pixels. */
export function projection(size: number, places: ArrayLike<number>): (node: number) => Place {
  const reach = size / 2 - 22;
  return (node) => [size / 2 + places[2 * node] * reach, size / 2 - places[2 * node + 1] * reach];
}

/** The node at a point of the square, or near it; null where none is. */
export function nodeAt(drawing: Drawing, size: number, [x, y]: Place): number | null {
  const { graph, places } = drawing;
  const at = projection(size, places);
  const reach = radiusIn(size, graph.nodes.length) + 6;
  let best: { node: number; distance: number } | null = null;
  graph.nodes.forEach((id, node) => {
    const [left, top] = at(node);
    const distance = Math.hypot(left - x, top - y);
    if (id >= 0 && distance <= reach && distance < (best?.distance ?? Infinity)) best = { node, distance };
  });
  return (best as { node: number } | null)?.node ?? null; // TypeScript does not follow the assignment within forEach
}

export function drawGraph(context: Context, size: number, drawing: Drawing, colours: Colours): void {
  const { trajectory, graph, places, letters, changes, picked } = drawing;
  const { nodes, pairs } = graph;
  const at = projection(size, places);
  const is = isEdge(trajectory);
  const there = (i: number, j: number): boolean => nodes[i] >= 0 && nodes[j] >= 0;
  const each = (draw: (from: Place, to: Place, pair: number) => void): void => {
    for (let i = 0; i < nodes.length; i++)
      for (let j = i + 1; j < nodes.length; j++)
        if (there(i, j)) draw(at(i), at(j), pairAt(nodes.length, i, j));
  };
  // From what is known least to what is new: of many masked edges, none is to hide one that is there.
  const masked: [Place, Place][] = [];
  each((from, to, pair) => {
    if (pairs[pair] !== 0 && !is(pairs[pair])) masked.push([from, to]);
  });
  drawMasked(context, masked, colours);
  each((from, to, pair) => {
    if (changes?.parted.has(pair)) drawParted(context, from, to, colours);
  });
  for (const fresh of [false, true])
    each((from, to, pair) => {
      if (!is(pairs[pair]) || (changes?.joined.has(pair) ?? false) !== fresh) return;
      const colour = fresh ? colours.s1 : colours.contrast ? colours.fg : colours.fg2;
      drawEdge(context, from, to, { id: pairs[pair], colour, width: fresh ? 2.5 : 1.25 });
    });
  const radius = radiusIn(size, nodes.length);
  nodes.forEach((id, node) => {
    if (id < 0) return;
    const masked = id === trajectory.nodeMask;
    drawNode(context, at(node), { id, letters: letters[id], radius, masked }, colours);
    if (changes?.nodes.has(node)) ring(context, at(node), radius + 5, colours.s1, 2);
    if (node === picked) ring(context, at(node), radius + 8, colours.strong, 1.5);
  });
}

/** Edges of which nothing is known yet. */
export function drawMasked(
  context: Context,
  edges: readonly (readonly [Place, Place])[],
  colours: Colours,
): void {
  context.strokeStyle = colours.axis;
  context.lineWidth = 0.75;
  context.setLineDash([1, 3]);
  context.beginPath();
  for (const [from, to] of edges) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.stroke();
  context.setLineDash([]);
}

/** An edge that is no longer: broken, with a cross in its middle. */
export function drawParted(context: Context, from: Place, to: Place, colours: Colours): void {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  context.strokeStyle = colours.axis;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x - 3, y + 3);
  context.lineTo(x + 3, y - 3);
  context.stroke();
}

function ring(context: Context, [x, y]: Place, radius: number, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
