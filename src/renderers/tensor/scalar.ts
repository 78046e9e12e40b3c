import { h, say } from "../dom/element.ts";
import type { Scene, Stage } from "./scene.ts";
import { valueText } from "./value-text.ts";

/** A single number, with all digits that its type holds. */
export function scalarStage(): Stage {
  const value = h("div", { class: "nb-scalar" });
  return {
    element: h("div", {}, value),
    draw(scene: Scene) {
      const plane = scene.plane({ rows: [0, 1], columns: [0, 1] }, [1, 1]);
      const number = plane?.mean[0] ?? NaN;
      const digits = scene.tensor.dtype === "float32" ? 8 : 16;
      const text = Number.isFinite(number)
        ? String(Number(number.toPrecision(digits))).replaceAll("-", "\u2212")
        : valueText(number);
      say(value, scene.tensor.dtype === "bool" ? (number ? "true" : "false") : text);
      value.classList.toggle("nb-bad", !Number.isFinite(number));
    },
  };
}
