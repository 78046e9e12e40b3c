import { pairAt } from "../../../protocol/graph-trajectory.ts";
import { canvas, faint, grey, hues, type Canvas, type Colour } from "./canvas.ts";

const side = 180;
const gap = 8;
const margin = 14;
const radius = 6;
const inner: Colour = [255, 255, 255];

/** A graph by its classes: −1 is no node, 0 no edge. */
export interface Graph {
  readonly nodes: ArrayLike<number>;
  readonly pairs: ArrayLike<number>;
}

interface Masks {
  readonly nodeMask: number | null;
  readonly edgeMask: number | null;
}

/** A PNG with a graph for each state, its nodes always in the same places, [nodes, 2] within −1 and 1. */
export function graphRow(states: readonly Graph[], places: ArrayLike<number>, masks: Masks): string {
  const on = canvas(states.length * (side + gap) - gap, side);
  states.forEach((graph, k) => drawGraph(on, k * (side + gap), graph, places, masks));
  return on.png();
}

function drawGraph(
  on: Canvas,
  left: number,
  { nodes, pairs }: Graph,
  places: ArrayLike<number>,
  { nodeMask, edgeMask }: Masks,
): void {
  const reach = side / 2 - margin;
  const x = (i: number): number => left + side / 2 + places[2 * i] * reach;
  const y = (i: number): number => side / 2 - places[2 * i + 1] * reach;
  // What is masked lies below what is known.
  for (const masked of [true, false])
    for (let i = 0; i < nodes.length; i++)
      for (let j = i + 1; j < nodes.length; j++) {
        const edge = pairs[pairAt(nodes.length, i, j)];
        if (edge === 0 || nodes[i] < 0 || nodes[j] < 0 || (edge === edgeMask) !== masked) continue;
        if (masked) on.line(x(i), y(i), x(j), y(j), faint);
        else strokes(on, [x(i), y(i)], [x(j), y(j)], edge);
      }
  for (let i = 0; i < nodes.length; i++) {
    if (nodes[i] < 0) continue;
    if (nodes[i] === nodeMask) {
      on.disc(x(i), y(i), radius, grey, 1);
      on.disc(x(i), y(i), radius - 1.5, inner, 1);
    } else mark(on, x(i), y(i), nodes[i]);
  }
}

/** As many lines beside each other as the class says, three at most: single, double and triple bonds look like themselves. */
function strokes(
  on: Canvas,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  edge: number,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [across, down] = [(y0 - y1) / length, (x1 - x0) / length];
  const lines = Math.min(3, edge);
  for (let k = 0; k < lines; k++) {
    const off = 3 * (k - (lines - 1) / 2);
    on.line(x0 + off * across, y0 + off * down, x1 + off * across, y1 + off * down, grey);
  }
}

/** A node's class by hue and form: disc, square, ring and frame, so that it is not told by colour alone. */
function mark(on: Canvas, x: number, y: number, id: number): void {
  const hue = hues[id % hues.length];
  const square = (half: number, colour: Colour): void =>
    on.rectangle(Math.round(x - half), Math.round(y - half), 2 * half, 2 * half, colour);
  const form = id % 4;
  if (form % 2 === 0) on.disc(x, y, radius, hue, 1);
  else square(radius, hue);
  if (form === 2) on.disc(x, y, radius - 3, inner, 1);
  if (form === 3) square(radius - 3, inner);
}
