import { canvas, grey, type Colour } from "./canvas.ts";
import { numeralHeight, numeralWidth, writeNumber } from "./numerals.ts";

/** Blue, white at zero, orange: as the viewer has it in a light theme. */
const ramp: readonly Colour[] = [
  [8, 48, 107],
  [33, 113, 181],
  [143, 191, 224],
  [255, 255, 255],
  [242, 180, 105],
  [200, 113, 15],
  [107, 52, 0],
];
const alarm: Colour = [199, 46, 15];
const white: Colour = [255, 255, 255];
const side = 320;
const margin = { left: 44, top: 6, right: 8, bottom: 20 };

/** A colour of the signed map at 0 to 1. */
function signedColour(u: number): Colour {
  const place = Math.min(Math.max(u, 0), 1) * (ramp.length - 1);
  const below = Math.min(Math.floor(place), ramp.length - 2);
  const part = place - below;
  const mix = (i: number) => Math.round(ramp[below][i] * (1 - part) + ramp[below + 1][i] * part);
  return [mix(0), mix(1), mix(2)];
}

/** A matrix, row-major, whose elements stand for `rows` by `columns` of the tensor. */
export interface Matrix {
  readonly values: ArrayLike<number>;
  readonly shape: readonly [rows: number, columns: number];
  readonly of: readonly [rows: number, columns: number];
}

/** A PNG of a matrix as coloured cells, symmetric about 0 up to `extent`; a cross where a value is NaN or infinite. */
export function heatMap({ values, shape: [rows, columns], of }: Matrix, extent: number): string {
  const across = Math.min(rows, columns) * 4 > Math.max(rows, columns);
  // Cells are squares unless one axis is many times the other.
  const cell = Math.max(1, Math.floor(side / Math.max(rows, columns)));
  const [high, wide] = across
    ? [cell, cell]
    : [Math.max(1, Math.min(24, Math.floor(side / rows))), Math.max(1, Math.floor((2 * side) / columns))];
  const [height, width] = [rows * high, columns * wide];
  const on = canvas(
    margin.left + Math.max(width, 64) + margin.right,
    margin.top + Math.max(height, numeralHeight) + margin.bottom,
  );
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j];
      const [left, top] = [margin.left + j * wide, margin.top + i * high];
      if (Number.isFinite(value)) {
        on.rectangle(left, top, wide, high, signedColour(0.5 + value / extent / 2));
        continue;
      }
      on.rectangle(left, top, wide, high, alarm);
      if (Math.min(wide, high) >= 5) {
        on.line(left + 1, top + 1, left + wide - 2, top + high - 2, white);
        on.line(left + 1, top + high - 2, left + wide - 2, top + 1, white);
      }
    }
  }
  const right = (text: string, y: number) =>
    writeNumber(on, text, margin.left - 8 - numeralWidth(text), y, grey);
  right("0", margin.top);
  if (height > 3 * numeralHeight) right(String(of[0] - 1), margin.top + height - numeralHeight);
  writeNumber(on, "0", margin.left, margin.top + height + 6, grey);
  const last = String(of[1] - 1);
  if (width > numeralWidth(last) + 16)
    writeNumber(on, last, margin.left + width - numeralWidth(last), margin.top + height + 6, grey);
  return on.png();
}
