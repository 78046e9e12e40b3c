import type { GraphFrame, GraphTrajectory } from "../../../protocol/index.ts";
import { h } from "../../dom/element.ts";
import { whole } from "../../text/number.ts";
import type { Axis } from "../axis.ts";
import { barPath, strip, stripSize, type Plot } from "../strip.ts";
import type { Timing } from "../timing.ts";
import { graphAt, sizesOf, type Picked } from "./state.ts";
import { changeCount } from "./words.ts";

const { height, across } = stripSize;

/** Time of graphs: how many edges there are as a curve, how much each step changes as bars. */
export function graphTiming(picked: Picked): Timing<GraphTrajectory> {
  const below = strip("edges, and changes of nodes and edges, by step");
  let drawn: { axis: unknown; sample: number } | null = null;

  return {
    strip: below.element,
    keys: [
      h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1)" }, "edges"),
      h("span", { class: "nb-key square", style: "--nb-colour: var(--nb-fg2)" }, "changes per step"),
    ],
    draw(trajectory, index, axis) {
      const { sample } = picked;
      if (drawn?.axis !== axis || drawn.sample !== sample) drawn = { axis, sample };
      below.draw(trajectory, index, drawn, () => plotOf(trajectory, sample, axis), axis);
    },
    readings(trajectory, index) {
      const graph = graphAt(trajectory, index, picked.sample);
      const sizes = graph && sizesOf(trajectory, graph);
      const text = (value: number | undefined): string => (value === undefined ? "\u2013" : whole(value));
      const readings = [
        { name: "edges", text: text(sizes?.edges), characters: 4 },
        { name: "changed", text: text(changeCount(trajectory, index, picked.sample)), characters: 4 },
      ];
      if (trajectory.nodeMask !== null || trajectory.edgeMask !== null)
        readings.push({ name: "masked", text: text(sizes?.masked), characters: 5 });
      return readings;
    },
    ends: () => [
      { what: "noise", t: null },
      { what: "graph", t: null },
    ],
  };
}

function plotOf(trajectory: GraphTrajectory, sample: number, axis: Axis<GraphFrame>): Plot {
  const { frames } = trajectory;
  const x = (index: number): number => axis.place(frames[index]) * across;
  const edges = frames.map((_, index) => {
    const graph = graphAt(trajectory, index, sample);
    return graph ? sizesOf(trajectory, graph).edges : 0;
  });
  const changes = frames.map((_, index) => changeCount(trajectory, index, sample));
  const most = (values: readonly number[]): number => Math.max(1, ...values);
  const [mostEdges, mostChanges] = [most(edges), most(changes)];
  const level = edges.map((count) => height - 2 - (count / mostEdges) * (height - 6));
  const bars = changes.map((count, index) =>
    count === 0 ? "" : barPath(x(index - 1), x(index), (count / mostChanges) * (height - 4)),
  );
  const curve = level.map((y, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y.toFixed(2)}`);
  return { bars: bars.join(""), curve: curve.join(""), level: (index) => level[index] };
}
