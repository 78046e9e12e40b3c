import { encode } from "fast-png";
import { toBase64 } from "../../../protocol/floats.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** The hues that mean the same in every output: state and run A, prediction and run B. */
export const blue: Colour = [0, 99, 211];
export const orange: Colour = [167, 107, 18];
/** Hues for runs beside each other, in their order: it goes round after six. */
export const hues: readonly Colour[] = [
  blue,
  orange,
  [20, 130, 80],
  [170, 40, 120],
  [90, 70, 190],
  [60, 120, 130],
];
export const grey: Colour = [120, 120, 120];
export const faint: Colour = [214, 214, 214];

/** Of the same meaning, readable on dark pages and on light ones. */
export const blueOnAny: Colour = [38, 132, 240];

/** A picture in the making: RGB on white, or on nothing. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Mixes a colour into a pixel; outside the picture it does nothing. */
  blend(x: number, y: number, colour: Colour, opacity: number): void;
  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void;
  disc(x: number, y: number, radius: number, colour: Colour, opacity: number): void;
  line(x0: number, y0: number, x1: number, y1: number, colour: Colour): void;
  /** The picture as base64 of a PNG. */
  png(): string;
}

/** `clear`: what nothing is drawn on lets a page's own colour through. */
export function canvas(width: number, height: number, { clear = false } = {}): Canvas {
  const channels = clear ? 4 : 3;
  const data = new Uint8Array(width * height * channels).fill(clear ? 0 : 255);

  function blend(x: number, y: number, colour: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * channels;
    // Of what is seen in the end, the part that this colour is.
    const before = clear ? data[at + 3] / 255 : 1;
    const after = opacity + before * (1 - opacity);
    const part = after > 0 ? opacity / after : 0;
    for (let i = 0; i < 3; i++) data[at + i] = Math.round(data[at + i] * (1 - part) + colour[i] * part);
    if (clear) data[at + 3] = Math.round(255 * after);
  }

  return {
    width,
    height,
    blend,
    rectangle(left, top, w, h, colour) {
      for (let y = top; y < top + h; y++) for (let x = left; x < left + w; x++) blend(x, y, colour, 1);
    },
    disc(cx, cy, radius, colour, opacity) {
      for (let y = Math.floor(cy - radius - 1); y <= cy + radius + 1; y++) {
        for (let x = Math.floor(cx - radius - 1); x <= cx + radius + 1; x++) {
          // A pixel is covered as far as the circle's edge reaches into it.
          const cover = radius + 0.5 - Math.hypot(x + 0.5 - cx, y + 0.5 - cy);
          if (cover > 0) blend(x, y, colour, opacity * Math.min(cover, 1));
        }
      }
    },
    line(x0, y0, x1, y1, colour) {
      const length = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
      for (let i = 0; i <= length; i++) {
        const x = x0 + ((x1 - x0) * i) / length;
        const y = y0 + ((y1 - y0) * i) / length;
        // Along the steeper axis pixels are whole; across it the line is shared between two.
        if (Math.abs(x1 - x0) >= Math.abs(y1 - y0)) {
          const below = Math.floor(y);
          blend(Math.round(x), below, colour, 1 - (y - below));
          blend(Math.round(x), below + 1, colour, y - below);
        } else {
          const left = Math.floor(x);
          blend(left, Math.round(y), colour, 1 - (x - left));
          blend(left + 1, Math.round(y), colour, x - left);
        }
      }
    },
    png: () => toBase64(encode({ width, height, data, channels })),
  };
}
