import {
  longestClass,
  mostClasses,
  mostNodes,
  pairAt,
  pairsOf,
  type GraphFrame as PackedFrame,
  type GraphTrajectory,
  type PackedGraphs,
} from "../../../protocol/graph-trajectory.ts";
import { packNumbers } from "../../../protocol/packed-numbers.ts";
import type { GraphAbout, GraphFrame } from "../../samplers/graph-frame.ts";
import type { Followed } from "../followed.ts";
import { fewestFrames, savedSize } from "../trajectory.ts";
import { graphBundle } from "./bundle.ts";
import { readGraphs, type Read } from "./read.ts";

/** Graphs that are followed, fewer where so many would leave no room for `fewestFrames`. */
const mostGraphs = 16;

/** Follows a run of graphs. Throws a TypeError or RangeError where what is told of it does not fit its frames. */
export async function followGraphs(
  first: GraphFrame,
  about: Partial<GraphAbout>,
): Promise<Followed<GraphTrajectory>> {
  const { nodeClasses, edgeClasses = ["no edge", "edge"], nodeMask = null, edgeMask = null } = about;
  if (!nodeClasses?.length)
    throw new TypeError(
      "Frames of graphs need names: give the run, or the options of show, an `about` with `nodeClasses` of strings",
    );
  expectFew(nodeClasses, "nodeClasses");
  expectFew(edgeClasses, "edgeClasses");
  expectMask(nodeMask, nodeClasses, "nodeMask");
  expectMask(edgeMask, edgeClasses, "edgeMask");
  const counts = { nodes: nodeClasses.length, edges: edgeClasses.length };
  const { now } = await readGraphs(first, counts);
  const nodes = Math.min(now.nodes, mostNodes);
  // Of the graphs and of the predicted ones, a byte for each class, as base64.
  const perGraph = 2 * (nodes + pairsOf(nodes)) * (4 / 3);
  const shown = Math.max(
    1,
    Math.min(now.batch, mostGraphs, Math.floor(savedSize / fewestFrames / (perGraph || 1))),
  );
  const head: GraphTrajectory = {
    version: 1,
    sampler: about.sampler ?? "Sampler",
    options: (about.options ?? []).map(([name, value]) => [name, value]),
    kind: "graphs",
    shown,
    batch: now.batch,
    nodes,
    of: now.nodes,
    nodeClasses: nodeClasses.map(short),
    edgeClasses: edgeClasses.map(short),
    nodeMask,
    edgeMask,
    layout: null,
    steps: first.steps,
    state: "running",
    framesMade: 0,
    stream: null,
    frames: [],
  };

  return {
    head,
    async pack(frame): Promise<PackedFrame> {
      if (!("nodes" in frame)) throw new TypeError("A run that begins with graphs must go on with graphs");
      const { now: graphs, x0 } = await readGraphs(frame, counts);
      if (graphs.batch !== now.batch || graphs.nodes !== now.nodes)
        throw new RangeError(
          `Step ${frame.step} has ${graphs.batch} graphs of ${graphs.nodes} nodes where the first frame has ${now.batch} of ${now.nodes}`,
        );
      return {
        step: frame.step,
        t: frame.t,
        ...packed(graphs, { shown, nodes }),
        x0: x0 && packed(x0, { shown, nodes }),
      };
    },
    bundle: graphBundle,
  };
}

/** The shown graphs, of the shown nodes. */
function packed(
  { nodes: of, classes, pairs }: Read,
  { shown, nodes }: Pick<GraphTrajectory, "shown" | "nodes">,
): PackedGraphs {
  const kept = new Int8Array(shown * nodes);
  const edges = new Uint8Array(shown * pairsOf(nodes));
  let at = 0;
  for (let sample = 0; sample < shown; sample++)
    for (let i = 0; i < nodes; i++) {
      kept[sample * nodes + i] = classes[sample * of + i];
      for (let j = i + 1; j < nodes; j++) edges[at++] = pairs[sample * pairsOf(of) + pairAt(of, i, j)];
    }
  return { nodes: packNumbers(kept, { half: false }), edges: packNumbers(edges, { half: false }) };
}

const short = (name: string): string => name.slice(0, longestClass);

function expectFew(names: readonly string[], option: string): void {
  if (names.length > mostClasses)
    throw new RangeError(`${option} has ${names.length} names; at most ${mostClasses} classes are shown`);
}

function expectMask(mask: number | null, names: readonly string[], option: string): void {
  if (mask !== null && !(Number.isInteger(mask) && mask >= 0 && mask < names.length))
    throw new RangeError(`${option} ${mask} is no class of ${names.length}`);
}
