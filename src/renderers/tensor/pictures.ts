import { textButton } from "../controls/toolkit.ts";
import { h, say, set } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { whole } from "../text/number.ts";
import { numberBox } from "./number-box.ts";
import { pixelAt, type Pixel } from "./picture-grid.ts";
import type { Order } from "./picture-image.ts";
import { edge, labelsOf, paintPictures } from "./pictures-paint.ts";
import { natural, planPictures, type PicturesPlan } from "./pictures-plan.ts";
import type { Scene, Stage } from "./scene.ts";
import { segments } from "../controls/segments.ts";
import { shortText, valueText } from "./value-text.ts";
import { extremes, pictureWindow } from "./window.ts";

/** Pictures of a batch as a grid: grey or in colour, never inverted by the theme, each pixel a crisp square. */
export function picturesStage(changed: () => void): Stage {
  let shown = 0;
  /** Pixels of the screen that a picture is wide; null until a person chooses: as its pixels are, within reason. */
  let size: number | null = null;
  let order: Order = "rgb";
  let under: Pixel | null = null;
  let chosen = 0;
  let scene: Scene | null = null;
  let drawnAs: PicturesPlan | null = null;

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

  canvas.addEventListener("pointermove", (event) => {
    under = drawnAs && pixelAt(drawnAs, drawnAs.sides, event.offsetX - edge, event.offsetY - edge);
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
    const drawn = planPictures(next, { available: element.clientWidth, size: size ?? natural(next), shown });
    if (!drawn) return;
    drawnAs = drawn;
    if (shown === 0) shown = drawn.step;
    chosen = clamp(chosen, 0, Math.max(0, drawn.sides[0] - 1));
    paintPictures(canvas, drawn, next, { order, chosen });
    labels.hidden = !drawn.labelled;
    if (drawn.labelled) labels.replaceChildren(...labelsOf(drawn, next.tensor.labels ?? []));
    tell(next, drawn);
  }

  function tell({ tensor }: Scene, drawn: PicturesPlan): void {
    const { batch, wanted } = drawn;
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
    zoomBox.show(String(Math.round(size ?? natural({ tensor }))));
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
