import { fitted } from "../dom/canvas.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { clamp } from "../scale/linear.ts";
import { drawBatch, drawPin } from "./bitmap.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { symbol, words } from "./quantity.ts";
import { fitGrid, pixelAt, type Grid, type PixelPlace } from "./grid.ts";
import { pixelCurve } from "./pixel-curve.ts";
import { noisyRange, type Range } from "./pixels.ts";
import type { Scene, Stage } from "./scene.ts";

const columnGap = 16;
/** Room around a grid for the frame of the picture at its edge. */
const bleed = 2;

/** The pixel that is followed; the first picture's middle until another is chosen. */
interface Pin {
  pixel: PixelPlace | null;
}

/** The samples, the predicted data, and one pixel's way through all steps. */
export function imagesStage(changed: () => void, pin: Pin = { pixel: null }): Stage {
  let grid: Grid = fitGrid(1, [1, 1], 1);
  let shape: [number, number] = [1, 1];
  let count = 0;
  let forward = false;
  const sample = pictures(math("x_t"), h("span", { class: "nb-2 nb-small nb-cut" }, "sample"), "samples");
  const data = pictures(symbol("x0"), words("data"), "data of the samples");
  const curve = pixelCurve();
  const element = h("div", { class: "nb-images" }, sample.element, data.element, curve.element);

  for (const { canvas } of [sample, data]) {
    canvas.addEventListener("pointerdown", (event) => {
      const at = [event.offsetX - bleed, event.offsetY - bleed] as const;
      const hit = pixelAt(at, count, grid, shape);
      if (!hit) return;
      pin.pixel = hit;
      changed();
    });
  }

  const layOut = ({ trajectory }: Scene, [height, width]: readonly [number, number]): void => {
    const available = element.clientWidth;
    const wide = available >= 640;
    const share = wide ? clamp((available - 2 * columnGap) * 0.29, 204, 320) : (available - columnGap) / 2;
    grid = fitGrid(trajectory.shown, [height, width], share);
    for (const { canvas } of [sample, data]) {
      canvas.style.width = `${grid.width + 2 * bleed}px`;
      canvas.style.height = `${grid.height + 2 * bleed}px`;
    }
    const column = `${Math.ceil(grid.width)}px`;
    element.style.gridTemplateColumns = wide ? `${column} ${column} 1fr` : `${column} ${column}`;
    curve.size(wide ? grid.height : 160);
  };

  const paint = (
    scene: Scene,
    canvas: HTMLCanvasElement,
    values: Float32Array | null,
    range: Range,
  ): void => {
    const surface = fitted(canvas);
    if (!surface) return;
    const [height = 1, width = 1, channels = 1] = scene.trajectory.sampleShape;
    const { context } = surface;
    context.translate(bleed, bleed);
    if (values)
      drawBatch(context, { values, count, shape: [height, width, channels], range }, grid, scene.colours);
    if (pin.pixel) drawPin(context, pin.pixel, grid, [height, width], scene.colours);
  };

  return {
    element,
    draw(scene) {
      const { trajectory, index } = scene;
      const [height = 1, width = 1] = trajectory.sampleShape;
      shape = [height, width];
      count = trajectory.shown;
      forward = isForward(trajectory);
      pin.pixel ??= { sample: 0, row: Math.floor(height / 2), column: Math.floor(width / 2) };
      layOut(scene, shape);
      const frame = trajectory.frames.at(index);
      const decoded = frame ? decode(frame) : null;
      const window = frame ? noisyRange(trajectory.range, frame.alpha, frame.sigma) : trajectory.range;
      paint(scene, sample.canvas, decoded?.x ?? null, window);
      paint(scene, data.canvas, decoded?.x0 ?? null, trajectory.range);
      say(data.note, frame && !decoded?.x0 ? "not predicted here" : "");
      curve.draw(scene, pin.pixel);
    },
    pictures: () => [
      { caption: "xₜ", canvas: sample.canvas },
      { caption: forward ? "x₀" : "x̂₀", canvas: data.canvas },
    ],
    twin: () => imagesStage(() => undefined, pin),
  };
}

function pictures(formula: HTMLElement, words: HTMLElement, label: string) {
  const canvas = h("canvas", { role: "img", "aria-label": label, class: "nb-pictures" });
  const note = h("span", { class: "nb-note" });
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, formula, words),
    h("div", { class: "nb-picture-box" }, canvas, note),
  );
  return { element, canvas, note };
}
