import { unpackFloats } from "../../protocol/index.ts";
import { icon } from "../controls/icons.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { fixed } from "../text/number.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { symbol, words } from "./quantity.ts";
import { drawScatter, nearestPoint, type Pairs, type Scatter } from "./scatter.ts";
import type { Scene, Stage } from "./scene.ts";

/** The part of a run a point draws behind it, and in how many pieces at most. */
const tail = { part: 0.1, pieces: 6 };
/** Arrows beyond this many hide each other. */
const mostArrows = 180;
/** How near a click must be to a point, in pixels. */
const reach = 12;

/** The particle that is followed. */
interface Pin {
  particle: number | null;
}

interface Pane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly range: HTMLElement;
  readonly note: HTMLElement;
  /** What was last drawn: where a click looks. */
  points: Pairs | null;
}

/** Three panes of particles: the samples, the predicted data, the predicted noise. One particle can be followed. */
export function pointsStage(changed: () => void, pin: Pin = { particle: null }): Stage {
  let radius = 1;
  let forward = false;
  const sample = pane(math("x_t"), h("span", { class: "nb-2 nb-small nb-cut" }, "sample"), "samples");
  const data = pane(symbol("x0"), words("data"), "data of the samples");
  const noise = pane(symbol("eps"), words("noise"), "noise in the samples");
  const panes = [sample, data, noise];
  const line = readout();
  const element = h(
    "div",
    { class: "nb-points" },
    h("div", { class: "nb-panes" }, ...panes.map((each) => each.element)),
    line.element,
  );

  for (const each of panes) {
    each.canvas.addEventListener("pointerdown", (event) => {
      const size = each.canvas.clientWidth;
      const hit =
        each.points && nearestPoint(each.points, [event.offsetX, event.offsetY], { size, radius, reach });
      pin.particle = hit === pin.particle ? null : hit;
      changed();
    });
  }

  return {
    element,
    draw(scene) {
      const { trajectory, index, colours } = scene;
      forward = isForward(trajectory);
      radius = Math.max(Math.abs(trajectory.range[0]), Math.abs(trajectory.range[1])) || 1;
      if (pin.particle !== null && pin.particle >= trajectory.shown) pin.particle = null;
      const pinned = pin.particle;
      const frame = trajectory.frames.at(index);
      const decoded = frame ? decode(frame) : null;
      const { x = null, x0 = null, eps = null } = decoded ?? {};
      const stride = Math.max(1, Math.ceil(trajectory.shown / mostArrows));
      const base = { radius, pinned };
      paint(sample, scene, { ...base, points: x, colour: colours.s1, tails: tailsOf(scene) });
      paint(data, scene, { ...base, points: x0, colour: colours.s2, reference: referenceOf(scene) });
      paint(noise, scene, {
        ...base,
        points: eps && x,
        colour: colours.s3,
        arrows: eps && { vectors: eps, stride },
      });
      const missing = frame ? (frame.sigma === 0 ? "none at t = 0" : "not predicted here") : "";
      say(data.note, x0 || !frame ? "" : missing);
      say(noise.note, eps || !frame ? "" : missing);
      line.draw(pinned, x, x0, eps);
    },
    pictures: () => [
      { caption: "xₜ", canvas: sample.canvas },
      { caption: forward ? "x₀" : "x̂₀", canvas: data.canvas },
      { caption: forward ? "ε" : "ε̂", canvas: noise.canvas },
    ],
    twin: () => pointsStage(() => undefined, pin),
  };
}

function pane(formula: HTMLElement, words: HTMLElement, label: string): Pane {
  const canvas = h("canvas", { role: "img", "aria-label": label });
  const range = h("span", { class: "nb-range" });
  const note = h("span", { class: "nb-note" });
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, formula, words),
    h("div", { class: "nb-frame" }, canvas, range, note),
  );
  return { element, canvas, range, note, points: null };
}

function paint(target: Pane, { colours }: Scene, scatter: Scatter): void {
  target.points = scatter.points;
  say(target.range, `±${Number(scatter.radius.toPrecision(3))}`);
  const surface = fitted(target.canvas);
  if (surface) drawScatter(surface.context, surface.width, scatter, colours);
}

function tailsOf({ trajectory: { frames, steps }, index }: Scene): Pairs[] {
  const now = frames.at(index)?.step ?? 0;
  const recent = frames.slice(0, index + 1).filter(({ step }) => step >= now - tail.part * steps);
  const every = Math.max(1, Math.ceil(recent.length / tail.pieces));
  const kept = recent.filter((_, k) => (recent.length - 1 - k) % every === 0);
  return kept.map((frame) => decode(frame).x);
}

const references = new WeakMap<object, Float32Array>();

function referenceOf({ trajectory: { reference } }: Scene): Float32Array | null {
  if (!reference) return null;
  const known = references.get(reference) ?? unpackFloats(reference);
  references.set(reference, known);
  return known;
}

function readout() {
  const name = h("span", { class: "nb-2" });
  const values = [math("x_t"), symbol("x0"), symbol("eps")].map((formula) => {
    const value = h("span", { class: "nb-strong" });
    return { value, element: h("span", { class: "nb-value" }, formula, value) };
  });
  const element = h(
    "div",
    { class: "nb-readout nb-small" },
    h("span", { class: "nb-pin" }, icon("pin", 14), name),
    ...values.map((each) => each.element),
  );
  const pair = (pairs: Pairs | null, i: number): string =>
    pairs ? `(${fixed(pairs[2 * i])}, ${fixed(pairs[2 * i + 1])})` : "\u2013";
  return {
    element,
    draw(pinned: number | null, ...quantities: (Pairs | null)[]): void {
      say(name, pinned === null ? "Click a particle to follow it." : `particle ${pinned}`);
      values.forEach(({ element: part, value }, k) => {
        part.hidden = pinned === null;
        if (pinned !== null) say(value, pair(quantities[k] ?? null, pinned));
      });
    },
  };
}
