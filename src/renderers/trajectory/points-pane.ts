import { unpackFloats } from "../../protocol/index.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say } from "../dom/element.ts";
import { plusMinus } from "../text/number.ts";
import { decode } from "./decode.ts";
import { drawDensity, drawField, fill, largest } from "./field-picture.ts";
import type { PaneKey } from "./pane-key.ts";
import { drawPinned, drawScatter, type Pairs, type Scatter } from "./scatter.ts";
import type { Scene } from "./scene.ts";
import { density, field, longest } from "./score-field.ts";

/** The part of a run a point draws behind it, and in how many pieces at most. */
const tail = { part: 0.1, pieces: 6 };
/** Cells of the grids across a pane. */
const [scoreCells, densityCells] = [14, 48];

/** One view of the particles. */
export interface Pane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly range: HTMLElement;
  readonly note: HTMLElement;
  /** What its colours or lengths stand for; null of a pane of plain dots. */
  readonly key: PaneKey | null;
  /** What was last drawn: where a click looks. */
  points: Pairs | null;
}

export function pane(
  formula: HTMLElement,
  words: HTMLElement,
  label: string,
  key: PaneKey | null = null,
): Pane {
  const canvas = h("canvas", { role: "img", "aria-label": label });
  const range = h("span", { class: "nb-range" });
  const note = h("span", { class: "nb-note" });
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, formula, words),
    h("div", { class: "nb-frame" }, canvas, range, note, key && key.element),
  );
  return { element, canvas, range, note, key, points: null };
}

export function paint(target: Pane, { colours }: Scene, scatter: Scatter): void {
  target.points = scatter.points;
  say(target.range, plusMinus(scatter.radius));
  const surface = fitted(target.canvas);
  if (surface) drawScatter(surface.context, surface.width, scatter, colours);
}

/** The score as means over a grid: one arrow for each particle would be a thicket where they are dense. */
export function paintScore(target: Pane, { colours }: Scene, scatter: Scatter, score: Pairs | null): void {
  target.points = scatter.points;
  const { radius, points } = scatter;
  const arrows = points && score ? field(points, score, radius, scoreCells) : [];
  say(target.range, plusMinus(radius));
  target.key?.arrow(arrows.length ? longest(arrows) : null, (target.canvas.clientWidth / scoreCells) * fill);
  const surface = fitted(target.canvas);
  if (!surface) return;
  const { context, width } = surface;
  drawScatter(context, width, { ...scatter, points: null }, colours);
  drawField(context, width, { arrows, window: radius, cells: scoreCells }, scatter.colour);
  if (points) drawPinned(context, width, scatter, points, colours);
}

export function paintDensity(target: Pane, { colours }: Scene, scatter: Scatter): void {
  target.points = scatter.points;
  const { radius, points } = scatter;
  const counts = points && density(points, radius, densityCells);
  say(target.range, plusMinus(radius));
  target.key?.bar(counts ? largest(counts) : null, colours);
  const surface = fitted(target.canvas);
  if (!surface) return;
  const { context, width } = surface;
  drawScatter(context, width, { ...scatter, points: null }, colours);
  if (counts) drawDensity(context, width, counts, colours);
  if (points) drawPinned(context, width, scatter, points, colours);
}

export function tailsOf({ trajectory: { frames, steps }, index }: Scene): Pairs[] {
  const now = frames.at(index)?.step ?? 0;
  const recent = frames.slice(0, index + 1).filter(({ step }) => step >= now - tail.part * steps);
  const every = Math.max(1, Math.ceil(recent.length / tail.pieces));
  const kept = recent.filter((_, k) => (recent.length - 1 - k) % every === 0);
  return kept.map((frame) => decode(frame).x);
}

const references = new WeakMap<object, Float32Array>();

export function referenceOf({ trajectory: { reference } }: Scene): Float32Array | null {
  if (!reference) return null;
  const known = references.get(reference) ?? unpackFloats(reference);
  references.set(reference, known);
  return known;
}
