import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import { pairAt } from "../../../protocol/graph-trajectory.ts";

/** Rounds of the simulation: as many as it takes to come to rest. */
const rounds = 300;

/** A graph to be laid out: which of its nodes exist at any time, and which pairs are joined as it ends. */
export interface Drawn {
  readonly exists: readonly boolean[];
  readonly joined: (pair: number) => boolean;
}

/**
 * A place within −1 and 1 for each node, [nodes, 2], by forces along the edges. The same graph always gets the same places:
 * the simulation starts from a spiral, and its own random numbers are seeded. Nodes that never exist stand at 0.
 */
export function layOut({ exists, joined }: Drawn): Float64Array {
  const all: SimulationNodeDatum[] = [];
  const which: number[] = [];
  const nodes = exists.length;
  exists.forEach((is, i) => {
    if (!is) return;
    which.push(i);
    all.push({});
  });
  const links: SimulationLinkDatum<SimulationNodeDatum>[] = [];
  for (let a = 0; a < which.length; a++)
    for (let b = a + 1; b < which.length; b++)
      if (joined(pairAt(nodes, which[a], which[b]))) links.push({ source: a, target: b });
  forceSimulation(all)
    .force("link", forceLink(links).distance(30).strength(0.9).iterations(2))
    .force("charge", forceManyBody().strength(-90))
    // What hangs together by no edge stays in sight.
    .force("x", forceX().strength(0.07))
    .force("y", forceY().strength(0.07))
    .stop()
    .tick(rounds);
  return within(
    all.map(({ x = 0, y = 0 }) => [x, y] as const),
    which,
    nodes,
  );
}

/** Moves and shrinks places into the square from −1 to 1, alike in both directions. */
function within(
  places: readonly (readonly [number, number])[],
  which: readonly number[],
  nodes: number,
): Float64Array {
  const ends = [0, 1].map((axis) => {
    const along = places.map((place) => place[axis]);
    return [Math.min(...along), Math.max(...along)] as const;
  });
  const half = Math.max(1e-6, ...ends.map(([low, high]) => (high - low) / 2));
  const out = new Float64Array(2 * nodes);
  places.forEach((place, k) => {
    for (const axis of [0, 1]) {
      const [low, high] = ends[axis];
      out[2 * which[k] + axis] = (place[axis] - (low + high) / 2) / half;
    }
  });
  return out;
}
