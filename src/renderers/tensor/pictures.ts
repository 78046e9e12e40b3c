import { blocksShape, channelsLast, imageLayout, type Cut, type ImageLayout } from "../../protocol/index.ts";
import { textButton } from "../controls/toolkit.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say, set } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { whole } from "../text/number.ts";
import { rgbOf } from "../theme/colour-map.ts";
import { numberBox } from "./number-box.ts";
import { columnsThatFit, cornerOf, pixelAt, sizeOf, type PictureGrid, type Pixel } from "./picture-grid.ts";
import { pictureImage, type Order } from "./picture-image.ts";
import type { Scene, Stage } from "./scene.ts";
import { segments } from "../controls/segments.ts";
import { shortText, valueText } from "./value-text.ts";
import { extremes, pictureWindow } from "./window.ts";

/** Pictures of a batch as a grid: grey or in colour, never inverted by the theme, each pixel a crisp square. */
export function picturesStage(changed: () => void): Stage {
  let shown = 0;
  let size = 56;
  let order: Order = "rgb";
  let under: Pixel | null = null;
  let chosen = 0;
  let scene: Scene | null = null;
  let drawnAs: Drawn | null = null;

  const where = h("span", { class: "nb-code" });
  const about = h("span", { class: "nb-2 nb-cut" });
  const amount = h("span", { class: "nb-2 nb-line nb-push" });
  const orders = segments<Order>(
    "Order of channels",
    [
      ["rgb", "RGB"],
      ["bgr", "BGR"],
    ],
    (value) => {
      order = value;
      changed();
    },
  );
  const top = h("div", { class: "nb-bar nb-small nb-pictures-top" }, where, about, amount, orders.element);
  const canvas = h("canvas", { class: "nb-tensor-pictures", tabindex: 0, role: "img" });
  const labels = h("div", { class: "nb-picture-labels" });
  const box = h("div", { class: "nb-pictures-box" }, canvas, labels);
  const name = h("span", { class: "nb-code nb-line" });
  const detail = h("span", { class: "nb-2 nb-cut" });
  const spoken = h("span", { class: "nb-spoken", "aria-live": "polite" });
  const zoomBox = numberBox("Width of a picture in pixels of the screen", (value) => {
    if (!(value >= 8 && value <= 512)) return false;
    size = value;
    changed();
    return true;
  });
  const more = textButton("", () => {
    shown += drawnAs?.step ?? 0;
    changed();
  });
  const bottom = h(
    "div",
    { class: "nb-bar nb-small nb-pictures-bottom" },
    name,
    detail,
    h("span", { class: "nb-push nb-2 nb-line" }, "Width"),
    zoomBox.element,
    more.element,
  );
  const element = h("div", { class: "nb-pictures-stage" }, top, box, bottom, spoken);

  interface Drawn extends PictureGrid {
    readonly layout: ImageLayout;
    readonly values: Float64Array;
    readonly sides: readonly [many: number, height: number, width: number, channels: number];
    /** Pictures that a press of the button adds. */
    readonly step: number;
    readonly blocks: readonly [rows: number, columns: number];
    readonly exact: boolean;
  }

  canvas.addEventListener("pointermove", (event) => {
    under = drawnAs && pixelAt(drawnAs, drawnAs.sides, event.offsetX - 2, event.offsetY - 2);
    changed();
  });
  canvas.addEventListener("pointerleave", () => {
    under = null;
    changed();
  });
  canvas.addEventListener("click", () => {
    if (under) chosen = under.picture;
    changed();
  });
  canvas.addEventListener("keydown", (event) => {
    if (!drawnAs || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Partial<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -drawnAs.columns,
      ArrowDown: drawnAs.columns,
      Home: -Infinity,
      End: Infinity,
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    chosen = clamp(chosen + by, 0, drawnAs.sides[0] - 1);
    changed();
    say(spoken, `picture ${chosen}`);
  });

  function draw(next: Scene): void {
    scene = next;
    const { tensor, source } = next;
    const layout = imageLayout(tensor.shape);
    if (!layout) return;
    const { shape, labels: words } = tensor;
    const batch = layout.batch === null ? 1 : shape[layout.batch];
    const available = element.clientWidth;
    const [height, width] = [shape[layout.rows], shape[layout.columns]];
    const across =
      layout.batch === null
        ? Math.min(available, Math.max(size * 4, Math.min(width, 512)))
        : Math.min(available, size);
    // Whole pixels of the screen for each pixel of a small picture.
    const rounded = Math.round(across / width);
    const scale =
      rounded >= 1 ? Math.min(rounded, Math.max(1, Math.floor(available / width))) : across / width;
    const tile = [Math.round(width * scale), Math.max(1, Math.round(height * scale))] as const;
    const columns = columnsThatFit(available, tile[0], batch);
    const step = columns * Math.max(1, Math.ceil(3 / Math.max(1, Math.ceil(tile[1] / 120))));
    if (shown === 0) shown = step;
    const wanted = Math.min(batch, shown);
    const there = layout.batch === null ? 1 : kept(wanted, layout.batch, source);
    const cuts = shape.map((length, axis): Cut => {
      const whole = { start: 0, step: 1, count: length, block: 1 };
      if (axis === layout.batch) return { ...whole, count: there };
      if (axis === layout.rows) return { ...whole, block: Math.max(1, Math.ceil(length / (2 * tile[1]))) };
      return axis === layout.columns
        ? { ...whole, block: Math.max(1, Math.ceil(length / (2 * tile[0]))) }
        : whole;
    });
    const grid = source.part(cuts);
    if (!grid) return;
    const sides = blocksShape(grid.cuts);
    const channels = layout.channels === null ? 1 : sides[layout.channels];
    drawnAs = {
      layout,
      values:
        layout.channels !== null && layout.channels < layout.rows
          ? channelsLast(grid.mean, there, channels)
          : grid.mean,
      sides: [there, sides[layout.rows], sides[layout.columns], channels],
      columns,
      tile,
      labelled: words !== null,
      step,
      blocks: [grid.cuts[layout.rows].block, grid.cuts[layout.columns].block],
      exact: grid.exact,
    };
    chosen = clamp(chosen, 0, Math.max(0, there - 1));
    paint(next, drawnAs);
    tell(next, drawnAs, batch, wanted);
  }

  function paint({ tensor, colours }: Scene, drawn: Drawn): void {
    const [many, height, width, channels] = drawn.sides;
    const [total, high] = sizeOf(drawn, many);
    canvas.style.width = `${total + 4}px`;
    canvas.style.height = `${high + 4}px`;
    const surface = fitted(canvas);
    const scratch = document.createElement("canvas");
    const small = scratch.getContext("2d");
    if (!surface || !small) return;
    const { context } = surface;
    context.translate(2, 2);
    context.imageSmoothingEnabled = false;
    [scratch.width, scratch.height] = [width, height];
    const [black, white] = pictureWindow(tensor);
    const development = { black, white, order, alarm: rgbOf(colours.alarm) };
    for (let picture = 0; picture < many; picture++) {
      const from = picture * height * width * channels;
      const image = pictureImage(drawn.values, from, [height, width, channels], development);
      small.putImageData(image, 0, 0);
      const [x, y] = cornerOf(drawn, picture);
      context.drawImage(scratch, x, y, ...drawn.tile);
    }
    if (drawn.layout.batch !== null) {
      const [x, y] = cornerOf(drawn, chosen);
      context.lineWidth = 1;
      context.strokeStyle = colours.focus;
      context.strokeRect(x - 1.5, y - 1.5, drawn.tile[0] + 3, drawn.tile[1] + 3);
    }
    labels.hidden = !drawn.labelled;
    if (drawn.labelled) {
      const words = Array.from({ length: many }, (_, picture) => {
        const [x, y] = cornerOf(drawn, picture);
        const text = tensor.labels?.[picture] ?? "";
        const style = `left: ${x}px; top: ${y + drawn.tile[1] + 2}px; width: ${drawn.tile[0]}px`;
        return h("span", { class: "nb-small nb-cut", style, title: text }, text);
      });
      labels.replaceChildren(...words);
    }
  }

  function tell({ tensor }: Scene, drawn: Drawn, batch: number, wanted: number): void {
    const [many, height, width, channels] = drawn.sides;
    const title = tensor.name ?? "";
    const [black, white] = pictureWindow(tensor);
    const kind = channels === 1 ? "grey" : channels === 4 ? "RGBA" : order.toUpperCase();
    const [shownRows, shownColumns] = drawn.blocks;
    const reduced = shownRows > 1 || shownColumns > 1 ? `, ${shownRows} × ${shownColumns} pixels as one` : "";
    say(where, drawn.layout.batch === null ? title : `${title}[0:${many}]`);
    say(about, `layout ${drawn.layout.name}, ${kind}, ${shortText(black)} to ${shortText(white)}${reduced}`);
    const lacking = wanted > many ? ", the saved output holds no more" : "";
    say(amount, batch > 1 ? `${whole(many)} of ${whole(batch)}${lacking}` : "");
    orders.element.hidden = channels < 3;
    orders.choose(order);
    zoomBox.show(String(Math.round(size)));
    const next = Math.min(drawn.step, batch - many);
    more.element.hidden = next <= 0 || wanted > many;
    more.set({ text: `Show ${whole(next)} more` });
    set(canvas, {
      "aria-label": `${whole(many)} pictures of ${width} by ${height} pixels. Arrow keys go through them.`,
    });

    const size3 = height * width * channels;
    const index = (parts: (number | string)[]): string => `${title}[${parts.join(", ")}]`;
    if (under) {
      const at = ((under.picture * height + under.row) * width + under.column) * channels;
      const values = Array.from({ length: channels }, (_, c) => valueText(drawn.values[at + c], drawn.exact));
      const place: (number | string)[] = tensor.shape.map((_, axis) => {
        if (axis === drawn.layout.batch) return under?.picture ?? 0;
        if (axis === drawn.layout.rows) return (under?.row ?? 0) * shownRows;
        return axis === drawn.layout.columns ? (under?.column ?? 0) * shownColumns : channels === 1 ? 0 : ":";
      });
      say(name, index(place));
      say(detail, values.join(", "));
    } else {
      const part = drawn.values.subarray(chosen * size3, (chosen + 1) * size3);
      const ends = extremes(part);
      const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
      say(name, drawn.layout.batch === null ? title : index([chosen]));
      say(
        detail,
        ends
          ? `min ${shortText(ends[0])}, max ${shortText(ends[1])}, mean ${shortText(mean)}`
          : "no finite value",
      );
    }
  }

  return { element, draw, picture: () => (scene ? canvas : null) };
}

/** How many of the first pictures are there. */
function kept(wanted: number, axis: number, source: Scene["source"]): number {
  let many = wanted;
  while (many > 1 && !source.has(axis, many - 1)) many--;
  return many;
}
