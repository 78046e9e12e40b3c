// Graphs that are denoised: nodes and edges that change their classes. `state.ts` says what a graph is at a frame and what
// that frame changed, `draw.ts` draws it with its nodes in places that stay, `marks.ts` says how a class looks.
import { GraphFrame, type GraphTrajectory } from "../../../protocol/index.ts";
import type { TrajectoryKind } from "../kind.ts";
import { checkGraphs } from "./check.ts";
import { graphStage } from "./stage.ts";
import type { Picked } from "./state.ts";
import { graphTiming } from "./timing.ts";

export const graphs: TrajectoryKind<GraphTrajectory> = {
  frame: GraphFrame,
  of: (payload) => (payload.kind === "graphs" ? payload : null),
  check: checkGraphs,
  sameShape: (a, b) =>
    a.nodes === b.nodes &&
    a.nodeClasses.join("\n") === b.nodeClasses.join("\n") &&
    a.edgeClasses.join("\n") === b.edgeClasses.join("\n"),
  sameSamples: (a, b) => a.nodes.data === b.nodes.data && a.edges.data === b.edges.data,
  direction: () => "reverse",
  alarm: () => null,
  parts({ redraw }) {
    const picked: Picked = { sample: 0, node: null };
    return { stage: graphStage(picked, redraw), timing: graphTiming(picked) };
  },
};
