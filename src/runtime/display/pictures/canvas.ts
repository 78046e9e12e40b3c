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
  const data = new Uint8Array(width * height * 3).fill(255);
  const drawn = clear ? new Uint8Array(width * height) : null;

  function blend(x: number, y: number, colour: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * 3;
    if (drawn) drawn[y * width + x] = 255;
    for (let i = 0; i < 3; i++) data[at + i] = Math.round(data[at + i] * (1 - opacity) + colour[i] * opacity);
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
    png: () =>
      toBase64(
        drawn
          ? encode({ width, height, data: withAlpha(data, drawn), channels: 4 })
          : encode({ width, height, data, channels: 3 }),
      ),
  };
}

const withAlpha = (rgb: Uint8Array, alpha: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: 4 * alpha.length }, (_, i) =>
    i % 4 === 3 ? alpha[i >> 2] : rgb[3 * (i >> 2) + (i % 4)],
  );
