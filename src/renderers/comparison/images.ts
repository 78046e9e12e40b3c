import type { ComparedRun } from "../../protocol/index.ts";
import { fitted } from "../dom/canvas.ts";
import { h, set } from "../dom/element.ts";
import { fixed, plusMinus } from "../text/number.ts";
import { rgbOf } from "../theme/colour-map.ts";
import { drawBatch, drawPin, drawStack } from "../trajectory/bitmap.ts";
import { fitGrid, pixelAt, type Grid, type PixelPlace } from "../trajectory/grid.ts";
import { keyedPixel } from "../trajectory/moved-pixel.ts";
import { noisyRange, pixelValue, toSigned, type Range } from "../trajectory/pixels.ts";
import { captionsOf } from "./caption.ts";
import { differenceCaption } from "./difference-caption.ts";
import { noteOf } from "./note.ts";
import { pane } from "./pane.ts";
import { pickable } from "./pickable.ts";
import { picturesOf } from "./pictures.ts";
import { pixelDifference } from "./pixel-difference.ts";
import { valuesOf } from "./quantity.ts";
import { scaleFor } from "./scale.ts";
import type { Scene, Stage } from "./scene.ts";
import { differenceMap } from "./signed-map.ts";

/** Room around a grid for the frame of the picture at its edge. */
const bleed = 2;

/**
 * A grid of pictures for each run, the same starting noise at the same place in all of them, and the difference of their
 * pixels. One pixel is followed in all of them.
 */
export function imagesStage(
  runs: readonly ComparedRun[],
  changed: () => void,
  choose: (other: number) => void,
): Stage {
  const [{ trajectory: first }] = runs;
  const [height, width, channels] = first.sampleShape as [number, number, number]; // as checked
  const shape = [height, width] as const;
  const count = first.shown;
  const panes = captionsOf(runs).map((caption, run) => pane(caption, `${runs[run].name}, samples`, false));
  const words = { text: "of pixels, zero is the page", title: "The first run's pixels less the other's" };
  const difference = pane(differenceCaption(runs, words, choose), "Difference of pixels", false);
  const all = [...panes, difference];
  const element = h("div", { class: "nb-compared" }, ...all.map((each) => each.element));
  let pinned: PixelPlace | null = null;
  let grid: Grid = fitGrid(count, shape, 1);

  for (const { canvas } of all) {
    canvas.addEventListener("pointerdown", (event) => {
      const hit = pixelAt([event.offsetX - bleed, event.offsetY - bleed], count, grid, shape);
      if (!hit) return;
      pinned =
        hit.sample === pinned?.sample && hit.row === pinned.row && hit.column === pinned.column ? null : hit;
      changed();
    });
  }

  pickable(panes[0].canvas, "Arrow keys choose a pixel that is followed in all runs.", (key) => {
    const next = keyedPixel(pinned, key, [count, height, width]);
    if (next === undefined) return false;
    pinned = next;
    changed();
    return true;
  });

  const surfaceOf = (canvas: HTMLCanvasElement): CanvasRenderingContext2D | null => {
    const surface = fitted(canvas);
    surface?.context.translate(bleed, bleed);
    return surface?.context ?? null;
  };

  const windowOf = ({ runs: all, at, quantity }: Scene, run: number): Range => {
    const { range, frames } = all[run].trajectory;
    const frame = frames.at(at[run]);
    if (quantity === "eps") return noisyRange(range, 0, 1);
    return quantity === "x" && frame ? noisyRange(range, frame.alpha, frame.sigma) : range;
  };

  return {
    element,
    pictures: () => picturesOf(runs, panes, difference),
    draw(scene) {
      const { at, quantity, colours, other } = scene;
      difference.element.hidden = !scene.difference;
      grid = fitGrid(count, shape, panes[0].element.clientWidth);
      for (const { canvas } of all) {
        canvas.style.width = `${grid.width + 2 * bleed}px`;
        canvas.style.height = `${grid.height + 2 * bleed}px`;
      }
      const shown = scene.runs.map(({ trajectory }, run) => valuesOf(trajectory.frames[at[run]], quantity));
      const place = pinned && (pinned.sample * height + pinned.row) * width + pinned.column;
      const valueText = (values: ArrayLike<number> | null, parts: number): string =>
        values && place !== null ? fixed(pixelValue(values, place * parts, parts)) : "";
      const pin = (context: CanvasRenderingContext2D): void => {
        if (pinned) drawPin(context, pinned, grid, shape, colours);
      };
      panes.forEach((each, run) => {
        const values = shown[run];
        each.note(noteOf(scene, run, values !== null));
        const followed = valueText(values, channels);
        each.pin(followed);
        const label = `${runs[run].name}, samples`;
        const where = pinned && `sample ${pinned.sample}, row ${pinned.row}, column ${pinned.column}`;
        set(each.canvas, { "aria-label": where && followed ? `${label}; ${where}: ${followed}` : label });
        const context = surfaceOf(each.canvas);
        if (!context) return;
        const range = windowOf(scene, run);
        if (values)
          drawBatch(context, { values, count, shape: [height, width, channels], range }, grid, colours);
        pin(context);
      });
      const [a, b] = [shown[0], shown[other]];
      const pair = a && b ? { a, b } : null;
      if (!scene.difference) return { pair, pixels: null, scale: null };
      const found = pair && pixelDifference(pair.a, pair.b, channels);
      difference.note(found ? (found.most === 0 ? "none" : "") : "nothing to compare here");
      difference.pin(valueText(found?.values ?? null, 1));
      const context = surfaceOf(difference.canvas);
      if (!found || !context) return { pair, pixels: found, scale: null };
      const most = scaleFor(found.most);
      const map = differenceMap(colours, other);
      const bytes = toSigned(found.values, [count * height, width, 1], most, map, rgbOf(colours.alarm));
      drawStack(context, bytes, [count, height, width], grid);
      pin(context);
      return { pair, pixels: found, scale: found.most === 0 ? null : plusMinus(most) };
    },
  };
}
