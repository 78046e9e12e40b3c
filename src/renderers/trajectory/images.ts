import { checks } from "../controls/checks.ts";
import { segments } from "../controls/segments.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { plusMinus } from "../text/number.ts";
import { drawBatch, drawPin, drawSigned } from "./bitmap.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { fitGrid, pixelAt, scaledGrid, type Grid, type PixelPlace } from "./grid.ts";
import { imagesLayout } from "./images-layout.ts";
import { onPick } from "./on-pick.ts";
import { movedPixel } from "./moved-pixel.ts";
import { pixelCurve } from "./pixel-curve.ts";
import { noisyRange } from "./pixels.ts";
import { plain, scoreSymbol, symbol, symbols, whyNone, words } from "./quantity.ts";
import type { Scene, Stage } from "./scene.ts";

/** Room around a grid for the frame of the picture at its edge. */
const bleed = 2;
/** Noise is seen up to three standard deviations. */
const deviations = 3;

/** What can be seen of the pictures, in the order of the panes. */
const panes = [
  ["sample", "samples"],
  ["data", "predicted data"],
  ["noise", "predicted noise"],
  ["score", "score"],
  ["pixel", "one pixel by step"],
] as const;
type PaneName = (typeof panes)[number][0];

/** Pixels of the screen for one of a picture. */
const sizes = [
  ["fit", "fit"],
  ["1", "1:1"],
  ["2", "2:1"],
  ["4", "4:1"],
  ["8", "8:1"],
] as const;
type Size = (typeof sizes)[number][0];

/** What a person has chosen: kept when the stage is drawn a second time. */
interface Choice {
  /** The first picture's middle until another is chosen. */
  pixel: PixelPlace | null;
  size: Size;
  readonly panes: Set<PaneName>;
}

/** The samples, what is predicted of them, and one pixel's way through all steps. */
export function imagesStage(
  changed: () => void,
  choice: Choice = { pixel: null, size: "fit", panes: new Set(["sample", "data", "pixel"]) },
): Stage {
  let grid: Grid = fitGrid(1, [1, 1], 1);
  let shape: [height: number, width: number] = [1, 1];
  let count = 0;
  let forward = false;
  const all = {
    sample: pictures(math("x_t"), plain("sample"), "samples"),
    data: pictures(symbol("x0"), words("data"), "data of the samples"),
    noise: pictures(symbol("eps"), words("noise"), "noise in the samples"),
    score: pictures(scoreSymbol(), plain("score"), "score at the samples"),
  };
  const drawn = Object.values(all);
  const curve = pixelCurve();
  const element = h("div", { class: "nb-images" }, ...drawn.map((each) => each.element), curve.element);

  for (const { canvas } of drawn) {
    canvas.addEventListener("pointerdown", (event) => {
      const at = [event.offsetX - bleed, event.offsetY - bleed] as const;
      const hit = pixelAt(at, count, grid, shape);
      if (!hit) return;
      choice.pixel = hit;
      changed();
    });
  }
  onPick(curve.pin, (key) => {
    const next = choice.pixel && movedPixel(choice.pixel, key, [count, ...shape]);
    if (!next) return false;
    choice.pixel = next;
    changed();
    return true;
  });

  const chosen = checks("Panes", panes, choice.panes, changed);
  const size = segments<Size>("Pixels of the screen for one of a picture", sizes, (next) => {
    choice.size = next;
    size.choose(next);
    changed();
  });
  size.choose(choice.size);

  const layOut = ({ trajectory }: Scene): void => {
    const many = drawn.filter((_, k) => choice.panes.has(panes[k][0])).length;
    const layout = imagesLayout(element.clientWidth, many, choice.panes.has("pixel"));
    grid =
      choice.size === "fit"
        ? fitGrid(trajectory.shown, shape, layout.share)
        : scaledGrid(trajectory.shown, shape, Number(choice.size) / (window.devicePixelRatio || 1));
    for (const [k, each] of drawn.entries()) {
      each.element.hidden = !choice.panes.has(panes[k][0]);
      each.canvas.style.width = `${grid.width + 2 * bleed}px`;
      each.canvas.style.height = `${grid.height + 2 * bleed}px`;
    }
    const column = `${Math.ceil(Math.min(grid.width, layout.share))}px`;
    const columns = Array.from({ length: layout.columns }, () => column);
    element.style.gridTemplateColumns = [...columns, ...(layout.beside ? ["1fr"] : [])].join(" ");
    curve.element.hidden = !choice.panes.has("pixel");
    curve.element.style.gridColumn = layout.beside ? "auto" : "1 / -1";
    curve.size(layout.beside ? Math.min(grid.height, 320) : 160);
  };

  return {
    element,
    settings: [
      { name: "Panes", element: chosen },
      { name: "Pixels", element: size.element },
    ],
    draw(scene) {
      const { trajectory, index, colours } = scene;
      const [height = 1, width = 1, channels = 1] = trajectory.sampleShape;
      shape = [height, width];
      count = trajectory.shown;
      forward = isForward(trajectory);
      choice.pixel ??= { sample: 0, row: Math.floor(height / 2), column: Math.floor(width / 2) };
      const pixel = choice.pixel;
      layOut(scene);
      const frame = trajectory.frames.at(index);
      const decoded = frame ? decode(frame) : null;

      const paint = (
        name: keyof typeof all,
        values: Float32Array | null,
        draw: (
          context: CanvasRenderingContext2D,
          batch: { values: Float32Array; count: number; shape: readonly [number, number, number] },
        ) => void,
      ): void => {
        say(all[name].note, values ? "" : whyNone(frame));
        const surface = fitted(all[name].canvas);
        if (!surface) return;
        const { context } = surface;
        context.translate(bleed, bleed);
        if (!values) return;
        draw(context, { values, count, shape: [height, width, channels] });
        drawPin(context, pixel, grid, shape, colours);
      };
      const signed = (name: "noise" | "score", values: Float32Array | null, most: number): void => {
        // Colours of their own have no signed map: there, grey is 0.
        say(all[name].scale, values ? plusMinus(most) : "");
        paint(name, values, (context, batch) =>
          channels === 3
            ? drawBatch(context, { ...batch, range: [-most, most] }, grid, colours)
            : drawSigned(context, batch, most, grid, colours),
        );
      };

      if (choice.panes.has("sample")) {
        const range = frame ? noisyRange(trajectory.range, frame.alpha, frame.sigma) : trajectory.range;
        paint("sample", decoded?.x ?? null, (context, batch) =>
          drawBatch(context, { ...batch, range }, grid, colours),
        );
      }
      if (choice.panes.has("data"))
        paint("data", decoded?.x0 ?? null, (context, batch) =>
          drawBatch(context, { ...batch, range: trajectory.range }, grid, colours),
        );
      if (choice.panes.has("noise")) signed("noise", decoded?.eps ?? null, deviations);
      // The score is the noise over -sigma.
      if (choice.panes.has("score"))
        signed("score", decoded?.score ?? null, deviations / (frame?.sigma || 1));
      if (choice.panes.has("pixel")) curve.draw(scene, pixel);
    },
    pictures() {
      const captions = symbols(forward);
      return (Object.keys(all) as (keyof typeof all)[]) // Object.keys forgets which they are
        .filter((name) => choice.panes.has(name))
        .map((name) => ({ caption: captions[name], canvas: all[name].canvas }));
    },
    twin: () => imagesStage(() => undefined, choice),
  };
}

function pictures(formula: HTMLElement, words: HTMLElement, label: string) {
  const canvas = h("canvas", { role: "img", "aria-label": label, class: "nb-pictures" });
  const note = h("span", { class: "nb-note" });
  const scale = h("span", { class: "nb-2 nb-small nb-push" });
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, formula, words, scale),
    h("div", { class: "nb-picture-box" }, canvas, note),
  );
  return { element, canvas, note, scale };
}
