import type { Picture } from "../scene.ts";
import { blank, sizeOf, type Pen } from "./sheet.ts";
import { stripLayout } from "./strip-layout.ts";

/** Draws frames into the columns of one sheet: first all is announced, then each frame is given while it is drawn. */
export function stripSheet(title: string, pictures: readonly Picture[], columns: number, pen: Pen) {
  const { colours, font } = pen;
  const sizes = pictures.map(sizeOf);
  const layout = stripLayout(sizes, columns);
  const { sheet, context } = blank(layout.width, layout.height, pen);
  context.fillStyle = colours.strong;
  context.font = `600 13px ${font}`;
  context.fillText(title, layout.cells[0]?.[0]?.left ?? 0, layout.title);
  context.fillStyle = colours.fg2;
  context.font = `12px ${font}`;
  pictures.forEach(({ caption }, row) => {
    const { left, top, height } = layout.cells[row][0];
    context.textAlign = "right";
    context.fillText(caption, left - 12, top + height / 2);
    context.textAlign = "left";
  });
  return {
    sheet,
    draw(column: number, caption: string, frame: readonly Picture[]): void {
      layout.cells.forEach((row, k) => {
        const { left, top, width, height } = row[column];
        if (k === 0) context.fillText(caption, left, layout.captions);
        context.imageSmoothingEnabled = width < sizes[k].width;
        context.drawImage(frame[k].canvas, left, top, width, height);
        context.strokeStyle = colours.line;
        context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
      });
    },
  };
}
