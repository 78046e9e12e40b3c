import { firstTurn, type Turn } from "../../../protocol/index.ts";
import { fitted } from "../../dom/canvas.ts";
import { h, say } from "../../dom/element.ts";
import { math } from "../../math/math.ts";
import { plusMinus } from "../../text/number.ts";
import { decode } from "../decode.ts";
import { isForward } from "../direction.ts";
import { pane, referenceOf, type Pane } from "../points-pane.ts";
import { plain, symbol, symbols, words } from "../quantity.ts";
import { radiusOf } from "../scatter.ts";
import type { Scene, Stage } from "../scene.ts";
import { drawSpace } from "./draw.ts";
import { dragged, keyed, turnText } from "./turning.ts";

/** Points of space: the samples and what is predicted of them, seen from a side that a person turns to. */
export function spaceStage(redraw: () => void, view: { turn: Turn } = { turn: firstTurn }): Stage {
  const panes = {
    sample: pane(math("x_t"), plain("sample"), "samples"),
    data: pane(symbol("x0"), words("data"), "data of the samples"),
  };
  let forward = false;
  const said = h("span", { class: "nb-2 nb-small" });
  const element = h(
    "div",
    { class: "nb-points" },
    h("div", { class: "nb-panes nb-space" }, panes.sample.element, panes.data.element),
    h("div", { class: "nb-readout" }, said),
  );
  const turnTo = (turn: Turn): void => {
    view.turn = turn;
    redraw();
  };
  for (const { canvas } of Object.values(panes)) turnable(canvas, () => view.turn, turnTo);

  return {
    element,
    draw(scene) {
      forward = isForward(scene.trajectory);
      const frame = scene.trajectory.frames.at(scene.index);
      const { x = null, x0 = null } = frame ? decode(frame) : {};
      paint(panes.sample, scene, view.turn, { points: x, colour: scene.colours.s1, reference: null });
      paint(panes.data, scene, view.turn, {
        points: x0,
        colour: scene.colours.s2,
        reference: referenceOf(scene),
      });
      say(panes.data.note, x0 || !frame ? "" : "not predicted here");
      say(said, `${turnText(view.turn)}; drag to turn, or the arrow keys on a picture`);
    },
    pictures() {
      const { sample, data } = symbols(forward);
      return [
        { caption: sample, canvas: panes.sample.canvas },
        { caption: data, canvas: panes.data.canvas },
      ];
    },
    twin: () => spaceStage(() => undefined, view),
  };
}

function paint(
  target: Pane,
  { trajectory: { range }, colours }: Scene,
  turn: Turn,
  what: { points: Float32Array | null; colour: string; reference: Float32Array | null },
): void {
  const radius = radiusOf(range);
  say(target.range, plusMinus(radius));
  const surface = fitted(target.canvas);
  if (surface) drawSpace(surface.context, surface.width, { ...what, radius, turn }, colours);
}

/** Has a canvas turned by dragging, and by the arrow keys while it has the focus. */
function turnable(canvas: HTMLCanvasElement, turn: () => Turn, to: (turn: Turn) => void): void {
  canvas.tabIndex = 0;
  canvas.setAttribute("aria-description", "Arrow keys turn the view.");
  canvas.style.cursor = "grab";
  canvas.style.touchAction = "none";
  let from: { x: number; y: number; turn: Turn } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, turn: turn() };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from) to(dragged(from.turn, event.clientX - from.x, event.clientY - from.y));
  });
  const end = (): void => void (from = null);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("keydown", (event) => {
    const next = keyed(turn(), event.key);
    if (!next) return;
    // Not the slider's as well.
    event.preventDefault();
    event.stopPropagation();
    to(next);
  });
}
