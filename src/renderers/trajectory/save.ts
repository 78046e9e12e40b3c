import type { Colours } from "../theme/colours.ts";
import type { Picture } from "./scene.ts";

const margin = 16;
const line = 24;

/** The panes side by side under a title, as base64 of a PNG in the screen's resolution. */
export function pngOf(title: string, pictures: readonly Picture[], colours: Colours, font: string): string {
  const ratio = window.devicePixelRatio || 1;
  const sizes = pictures.map(({ canvas }) => ({ width: canvas.clientWidth, height: canvas.clientHeight }));
  const width = sizes.reduce((sum, size) => sum + size.width + margin, margin);
  const height = Math.max(0, ...sizes.map((size) => size.height)) + 2 * line + 2 * margin;
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(width * ratio);
  sheet.height = Math.round(height * ratio);
  const context = sheet.getContext("2d");
  if (!context) throw new Error("the browser gives no canvas to draw on");
  context.scale(ratio, ratio);
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, width, height);
  context.textBaseline = "middle";
  context.fillStyle = colours.strong;
  context.font = `600 13px ${font}`;
  context.fillText(title, margin, margin + line / 2);
  let left = margin;
  pictures.forEach(({ caption, canvas }, k) => {
    const { width: w, height: tall } = sizes[k] ?? { width: 0, height: 0 };
    context.fillStyle = colours.fg2;
    context.font = `12px ${font}`;
    context.fillText(caption, left, margin + line * 1.5);
    context.drawImage(canvas, left, margin + 2 * line, w, tall);
    context.strokeStyle = colours.line;
    context.strokeRect(left - 0.5, margin + 2 * line - 0.5, w + 1, tall + 1);
    left += w + margin;
  });
  const url = sheet.toDataURL("image/png");
  return url.slice(url.indexOf(",") + 1);
}
