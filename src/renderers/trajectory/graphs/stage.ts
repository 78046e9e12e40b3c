import type { GraphTrajectory } from "../../../protocol/index.ts";
import { icon } from "../../controls/icons.ts";
import { select } from "../../controls/toolkit.ts";
import { fitted } from "../../dom/canvas.ts";
import { h, say, set } from "../../dom/element.ts";
import { math } from "../../math/math.ts";
import { whole } from "../../text/number.ts";
import { installViewerStyles } from "../../theme/styles.ts";
import { nextPick } from "../next-pick.ts";
import { onPick } from "../on-pick.ts";
import type { Scene, Stage } from "../scene.ts";
import { drawGraph, nodeAt, type Drawing } from "./draw.ts";
import styles from "./graphs.css";
import { legend } from "./legend.ts";
import { lettersOf } from "./marks.ts";
import { changesAt, graphAt, placesOf, type Picked } from "./state.ts";
import { nodeText, sizeText } from "./words.ts";

/** One graph as it is, and beside it the one that is predicted. A node can be followed. */
export function graphStage(picked: Picked, redraw: () => void): Stage<GraphTrajectory> {
  installViewerStyles("trajectory", styles);
  const place = h("span", { class: "nb-push nb-graph-sample" });
  const now = pane(math("G_t"), "graph", place);
  const predicted = pane(math(String.raw`\hat G_0`), "predicted graph", null);
  const keys = legend();
  const name = h("span", { class: "nb-strong", "aria-live": "polite" });
  const about = h("span", { class: "nb-2 nb-cut" });
  const pin = h(
    "span",
    { class: "nb-pin", tabindex: 0, role: "group", "aria-label": "Followed node: arrow keys choose another" },
    icon("pin", 14),
    name,
  );
  const element = h(
    "div",
    { class: "nb-graphs" },
    h("div", { class: "nb-panes nb-graph-panes" }, now.element, predicted.element),
    h(
      "div",
      { class: "nb-graph-words" },
      keys.element,
      h("div", { class: "nb-readout nb-small" }, pin, about),
    ),
  );
  let chooser = 0;
  let scene: Scene<GraphTrajectory> | null = null;
  let letters: { of: readonly string[]; are: string[] } | null = null;
  let places: { of: unknown; sample: number; are: ArrayLike<number> } | null = null;

  for (const each of [now, predicted])
    each.canvas.addEventListener("pointerdown", (event) => {
      const hit =
        each.drawing && nodeAt(each.drawing, each.canvas.clientWidth, [event.offsetX, event.offsetY]);
      picked.node = hit === picked.node ? null : hit;
      redraw();
    });
  onPick(pin, (key) => {
    const graph = scene && graphAt(scene.trajectory, scene.index, picked.sample);
    const there = graph ? [...graph.nodes.keys()].filter((i) => graph.nodes[i] >= 0) : [];
    const from = picked.node === null ? -1 : there.indexOf(picked.node);
    const next = nextPick(from < 0 ? null : from, key, there.length);
    if (next === undefined) return false;
    picked.node = next === null ? null : there[next];
    redraw();
    return true;
  });

  /** The control that chooses a graph, where there is more than one. */
  function offer(shown: number): void {
    if (shown === chooser) return;
    chooser = shown;
    const samples = Array.from({ length: shown }, (_, k) => [String(k), `graph ${k}`] as const);
    const choose = (sample: string): void => {
      picked.sample = Number(sample);
      picked.node = null;
      redraw();
    };
    place.replaceChildren(
      ...(shown > 1 ? [select("Graph", samples, String(picked.sample), choose, "below")] : []),
    );
  }

  return {
    element,
    draw(next) {
      scene = next;
      const { trajectory, index, colours } = next;
      const { shown, nodes, of, nodeClasses, layout, frames } = trajectory;
      picked.sample = Math.min(picked.sample, Math.max(0, shown - 1));
      if (picked.node !== null && picked.node >= nodes) picked.node = null;
      offer(shown);
      if (letters?.of !== nodeClasses) letters = { of: nodeClasses, are: lettersOf(nodeClasses) };
      const { sample } = picked;
      if (!places || places.of !== layout || places.sample !== sample || places.are.length !== 2 * nodes)
        places = { of: layout, sample, are: placesOf(trajectory, sample) };
      const base = { trajectory, places: places.are, letters: letters.are, picked: picked.node };
      const graph = graphAt(trajectory, index, sample);
      const x0 = graphAt(trajectory, index, sample, "x0");
      paint(now, next, graph && { ...base, graph, changes: changesAt(trajectory, index, sample) });
      paint(predicted, next, x0 && { ...base, graph: x0, changes: null });
      predicted.element.hidden = !frames.some((frame) => frame.x0);
      say(predicted.note, x0 || !graph ? "" : "not predicted here");
      say(now.range, nodes < of ? `the first ${whole(nodes)} of ${whole(of)} nodes` : "");
      keys.draw(trajectory, letters.are, colours);
      say(name, picked.node === null ? "Click a node to follow it." : `node ${picked.node}`);
      say(about, picked.node === null ? "" : nodeText(trajectory, index, sample, picked.node));
    },
    twin: () => graphStage(picked, () => undefined),
    pictures: () => [
      { caption: "Gₜ", canvas: now.canvas },
      ...(predicted.element.hidden ? [] : [{ caption: "Ĝ₀", canvas: predicted.canvas }]),
    ],
  };
}

interface Pane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly words: HTMLElement;
  readonly what: string;
  readonly range: HTMLElement;
  readonly note: HTMLElement;
  /** What was last drawn: where a click looks. */
  drawing: Drawing | null;
}

function pane(formula: HTMLElement, what: string, control: HTMLElement | null): Pane {
  const canvas = h("canvas", { role: "img", "aria-label": what });
  const words = h("span", { class: "nb-2 nb-small nb-cut" }, what);
  const [range, note] = [h("span", { class: "nb-range" }), h("span", { class: "nb-note" })];
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, formula, words, control),
    h("div", { class: "nb-frame" }, canvas, range, note),
  );
  return { element, canvas, words, what, range, note, drawing: null };
}

function paint(target: Pane, { trajectory, colours }: Scene<GraphTrajectory>, drawing: Drawing | null): void {
  target.drawing = drawing;
  const size = drawing ? sizeText(trajectory, drawing.graph) : "";
  say(target.words, size || target.what);
  set(target.canvas, { "aria-label": size ? `${target.what}: ${size}` : target.what });
  const surface = fitted(target.canvas);
  if (surface && drawing) drawGraph(surface.context, surface.width, drawing, colours);
}
