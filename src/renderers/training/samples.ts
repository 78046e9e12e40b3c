import { unpackFloats, type TrainingSamples } from "../../protocol/index.ts";
import { fitted } from "../dom/canvas.ts";
import { h } from "../dom/element.ts";
import type { Colours } from "../theme/colours.ts";
import { whole } from "../text/number.ts";
import { drawBatch } from "../trajectory/bitmap.ts";
import { drawScatter, radiusOf } from "../trajectory/scatter.ts";

const mostPictures = 4;

/** Strips of what the model draws after so many steps, from the same noise: what the loss means. */
export function sampleStrips() {
  const strips = h("div", { class: "nb-strips" });
  const element = h(
    "div",
    { class: "nb-samples", hidden: true },
    h(
      "div",
      { class: "nb-bar nb-small" },
      h("span", { class: "nb-strong" }, "Samples"),
      h("span", { class: "nb-2 nb-cut" }, "from the same noise every time"),
    ),
    strips,
  );
  let drawn = "";
  let paints: ((colours: Colours) => void)[] = [];
  return {
    element,
    /** `expected` is the shape of samples that are to come; null where none are. */
    draw(sets: readonly TrainingSamples[], expected: readonly number[] | null, colours: Colours): void {
      const awaits = sets.length === 0 && expected !== null;
      element.hidden = sets.length === 0 && !awaits;
      const key = awaits ? "awaited" : sets.map((set) => set.step).join();
      if (key !== drawn) {
        drawn = key;
        if (awaits) {
          strips.replaceChildren(frameOf(expected, mostPictures, "no sample yet", "no sample yet").element);
          paints = [];
          return;
        }
        const made = sets.map((set, k) => strip(set, k === sets.length - 1));
        strips.replaceChildren(...made.map((each) => each.element));
        paints = made.map((each) => each.paint);
      }
      for (const paint of paints) paint(colours);
    },
  };
}

/** The canvases of a set of samples with a line below them. */
function frameOf(sampleShape: readonly number[], shown: number, label: string, line: string, newest = false) {
  const [first = 1, second = 1] = sampleShape;
  const pictures = sampleShape.length === 3;
  const count = pictures ? Math.min(mostPictures, shown) : 1;
  const canvases = Array.from({ length: count }, () => h("canvas", { role: "img", "aria-label": label }));
  for (const canvas of canvases) canvas.style.aspectRatio = pictures ? `${second} / ${first}` : "1";
  const element = h(
    "div",
    {},
    h("div", { class: pictures ? "nb-strip-pictures" : "nb-strip-points" }, ...canvases),
    h("div", { class: `nb-small ${newest ? "nb-strong" : "nb-2"}` }, line),
  );
  return { element, canvases };
}

function strip(set: TrainingSamples, newest: boolean) {
  const values = unpackFloats(set.values);
  const [first = 1, second = 1, channels = 1] = set.sampleShape;
  const pictures = set.sampleShape.length === 3;
  const { element, canvases } = frameOf(
    set.sampleShape,
    set.shown,
    `sample after step ${set.step}`,
    `step ${whole(set.step)}`,
    newest,
  );
  const size = first * second * channels;
  const paint = (colours: Colours): void => {
    canvases.forEach((canvas, k) => {
      const surface = fitted(canvas);
      if (!surface) return;
      const { context, width } = surface;
      if (!pictures) {
        const radius = radiusOf(set.range);
        drawScatter(context, width, { points: values, colour: colours.s1, radius, pinned: null }, colours);
        return;
      }
      const one = values.subarray(k * size, (k + 1) * size);
      const grid = { columns: 1, rows: 1, scale: width / second, width, height: (width / second) * first };
      drawBatch(
        context,
        { values: one, count: 1, shape: [first, second, channels], range: set.range },
        grid,
        colours,
      );
    });
  };
  return { element, paint };
}
