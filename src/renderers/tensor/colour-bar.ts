import { h, say, svg } from "../dom/element.ts";
import { fitted } from "../dom/canvas.ts";
import { shortText } from "./value-text.ts";
import type { ColourMap } from "../theme/colour-map.ts";
import type { Scene } from "./scene.ts";

/** The colour map as a bar with the window's ends, and what marks NaN and Inf. */
export function colourBar() {
  const canvas = h("canvas", { class: "nb-colour-bar", "aria-hidden": "true" });
  const [low, middle, high] = [h("span"), h("span"), h("span")];
  const cross = svg(
    "svg",
    { width: 10, height: 10, "aria-hidden": "true" },
    svg("rect", { width: 10, height: 10, class: "nb-cross-box" }),
    svg("path", { d: "M2.5 2.5l5 5M7.5 2.5l-5 5", class: "nb-cross" }),
  );
  const marks = h("div", { class: "nb-2 nb-small nb-marks" }, cross, "NaN or Inf");
  const element = h(
    "div",
    { class: "nb-scale" },
    canvas,
    h("div", { class: "nb-scale-ends nb-2 nb-small" }, low, middle, high),
    marks,
  );
  return {
    element,
    draw({ map, window: [from, to], tensor: { statistics } }: Scene): void {
      say(low, shortText(from));
      say(middle, shortText((from + to) / 2));
      say(high, shortText(to));
      marks.hidden = statistics.nan + statistics.plusInf + statistics.minusInf === 0;
      paintBar(canvas, map);
    },
  };
}

/** The colours of a map from its low end to its high one. */
export function paintBar(canvas: HTMLCanvasElement, map: ColourMap): void {
  const surface = fitted(canvas);
  if (!surface) return;
  const { context, width, height } = surface;
  for (let x = 0; x < width; x++) {
    context.fillStyle = `rgb(${map(x / Math.max(1, width - 1)).join(" ")})`;
    // Half a pixel over the next: pixels of the screen need not be whole ones of the page.
    context.fillRect(x, 0, 1.5, height);
  }
}
