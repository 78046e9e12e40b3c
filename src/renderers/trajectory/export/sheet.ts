import type { Colours } from "../../theme/colours.ts";
import type { Picture } from "../scene.ts";

/** What a sheet is drawn with. */
export interface Pen {
  readonly colours: Colours;
  /** Families of fonts, as CSS has them. */
  readonly font: string;
  /** Pixels of the sheet for one of the page. */
  readonly ratio: number;
}

const margin = 16;
const line = 24;

/** A picture's size in CSS pixels. */
export const sizeOf = ({ canvas, size }: Picture): NonNullable<Picture["size"]> =>
  size ?? { width: canvas.clientWidth, height: canvas.clientHeight };

/** The panes side by side under a title. */
export function sheetOf(title: string, pictures: readonly Picture[], pen: Pen): HTMLCanvasElement {
  const { colours, font } = pen;
  const sizes = pictures.map(sizeOf);
  const width = sizes.reduce((sum, size) => sum + size.width + margin, margin);
  const height = Math.max(0, ...sizes.map((size) => size.height)) + 2 * line + 2 * margin;
  const { sheet, context } = blank(width, height, pen);
  context.fillStyle = colours.strong;
  context.font = `600 13px ${font}`;
  context.fillText(title, margin, margin + line / 2, width - 2 * margin);
  let left = margin;
  pictures.forEach(({ caption, canvas }, k) => {
    const { width: w, height: tall } = sizes[k];
    context.fillStyle = colours.fg2;
    context.font = `12px ${font}`;
    context.fillText(caption, left, margin + line * 1.5);
    context.drawImage(canvas, left, margin + 2 * line, w, tall);
    context.strokeStyle = colours.line;
    context.strokeRect(left - 0.5, margin + 2 * line - 0.5, w + 1, tall + 1);
    left += w + margin;
  });
  return sheet;
}

/** A sheet in the colour of the page, and what draws on it in the page's pixels. */
export function blank(
  width: number,
  height: number,
  { colours, ratio }: Pen,
): { sheet: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(width * ratio);
  sheet.height = Math.round(height * ratio);
  const context = sheet.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gives no canvas to draw on.");
  context.scale(ratio, ratio);
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, width, height);
  context.textBaseline = "middle";
  return { sheet, context };
}
