import { pairsOf, type GraphTrajectory } from "../../../protocol/graph-trajectory.ts";
import type { MimeBundle } from "../../../protocol/host.ts";
import { packNumbers, unpackNumbers } from "../../../protocol/packed-numbers.ts";
import { trajectoryMime } from "../../../protocol/trajectory.ts";
import { graphRow } from "../pictures/graphs.ts";
import { runText } from "../run-text.ts";
import { count } from "../text.ts";
import { thin } from "../thin.ts";
import { savedSize } from "../trajectory.ts";
import { layOut } from "./layout.ts";
import { graphOf } from "./sample.ts";
import { graphLine } from "./text.ts";

/** Frames that the picture and the text show. */
const shownFrames = 5;

/** The run as a bundle: the frames that fit into a notebook, a picture of a few of them and what they hold in words. */
export function graphBundle(trajectory: GraphTrajectory): MimeBundle {
  const whole = trajectory.state === "running" ? trajectory : { ...trajectory, layout: layoutOf(trajectory) };
  const bundle: MimeBundle = { [trajectoryMime]: savedGraphs(whole), "text/plain": graphText(whole) };
  const { layout, frames, nodes, nodeMask, edgeMask } = whole;
  if (layout && frames.length > 0)
    bundle["image/png"] = graphRow(
      thin(frames, shownFrames).map((frame) => graphOf(frame, whole, 0)),
      unpackNumbers(layout).subarray(0, 2 * nodes),
      { nodeMask, edgeMask },
    );
  return bundle;
}

/** As many frames as fit into `savedSize`, and where two do not, without what was predicted. */
function savedGraphs(trajectory: GraphTrajectory): GraphTrajectory {
  const { frames } = trajectory;
  const size = JSON.stringify(frames).length;
  const number = Math.max(2, Math.floor((frames.length * savedSize) / Math.max(1, size)));
  const kept = thin(frames, number);
  const fits = kept.length > 2 || JSON.stringify(kept).length <= savedSize;
  return { ...trajectory, frames: fits ? kept : kept.map((frame) => ({ ...frame, x0: null })) };
}

/** Places by the last state of each graph, for all nodes that it ever has. */
function layoutOf(trajectory: GraphTrajectory): GraphTrajectory["layout"] {
  const { frames, shown, nodes, edgeMask } = trajectory;
  const last = frames.at(-1);
  if (!last) return null;
  const classes = frames.map((frame) => unpackNumbers(frame.nodes));
  const pairs = unpackNumbers(last.edges);
  const places = Array.from({ length: shown }, (_, sample) =>
    layOut({
      exists: Array.from({ length: nodes }, (_, i) => classes.some((each) => each[sample * nodes + i] >= 0)),
      joined(pair) {
        const edge = pairs[sample * pairsOf(nodes) + pair];
        return edge !== 0 && edge !== edgeMask;
      },
    }),
  );
  return packNumbers(
    places.flatMap((each) => [...each]),
    { half: true },
  );
}

function graphText(trajectory: GraphTrajectory): string {
  const { frames, batch, of, steps } = trajectory;
  const what = `${count(batch)} ${batch === 1 ? "graph" : "graphs"} of up to ${count(of)} nodes`;
  const width = String(steps).length;
  const lines = thin(frames, shownFrames).map(
    (frame) =>
      `step ${String(frame.step).padStart(width)}  ${graphLine(graphOf(frame, trajectory, 0), trajectory)}`,
  );
  return [runText(trajectory, what), ...lines].join("\n");
}
