import type { Colours } from "../../theme/colours.ts";
import { fontOf } from "./words.ts";

/** The text as it stands in its box, drawn: for a saved picture. */
export function drawnText(box: HTMLElement, colours: Colours): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(box.clientWidth * ratio);
  canvas.height = Math.round(box.scrollHeight * ratio);
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.scale(ratio, ratio);
  context.font = fontOf(getComputedStyle(box));
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.direction = box.dir === "rtl" ? "rtl" : "ltr";
  for (const token of box.querySelectorAll<HTMLElement>(".nb-token")) {
    const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: tall } = token;
    if (token.classList.contains("masked")) {
      context.fillStyle = colours.line;
      context.fillRect(x + 1, y + 2, width - 2, tall - 4);
      continue;
    }
    context.fillStyle = colours.fg;
    context.fillText(token.textContent, x + width / 2, y + tall / 2);
    if (!token.classList.contains("filled")) continue;
    context.fillStyle = colours.s1;
    context.fillRect(x, y + tall - 2, width, 2);
  }
  return canvas;
}
