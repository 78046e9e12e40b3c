import { iconButton } from "../controls/toolkit.ts";
import { h, say, set } from "../dom/element.ts";
import { fixed } from "../text/number.ts";

/** Buttons that bring a picture closer and further away, and between them how close it is. */
export function zoomBar(zoom: (by: number) => void) {
  const level = h("span", { class: "nb-2 nb-small nb-zoom-level" });
  const out = iconButton("minus", "Zoom out (−)", () => zoom(1 / 1.5));
  const into = iconButton("plus", "Zoom in (+)", () => zoom(1.5));
  const element = h(
    "div",
    { class: "nb-bar nb-zoom" },
    h("span", { class: "nb-2 nb-small" }, "Zoom"),
    out.element,
    level,
    into.element,
  );
  return {
    element,
    draw(factor: number): void {
      say(level, `${fixed(factor, factor < 9.95 ? 1 : 0)}×`);
      set(out.element, { disabled: factor <= 1.001 });
    },
  };
}
