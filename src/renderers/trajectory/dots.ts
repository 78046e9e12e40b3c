import { rgbOf } from "../theme/colour-map.ts";
import { drawImage } from "./draw-image.ts";
import type { Pairs } from "./scatter.ts";

export interface Dots {
  /** Centres in data units, y upwards. */
  readonly points: Pairs;
  /** Half the width of the window, in data units. */
  readonly window: number;
  /** Radius of a dot, in pixels of the picture. */
  readonly dot: number;
  /** Opacity of one dot; where dots lie over each other it grows. */
  readonly opacity: number;
}

/**
 * How much of each pixel of a square picture is covered by dots, from 0 to 1. A path for each dot, as a canvas has it, is
 * what costs: ten thousand of them take longer than a frame.
 */
export function coverage(size: number, { points, window, dot, opacity }: Dots): Float32Array {
  const covered = new Float32Array(size * size);
  const scale = size / 2 / window;
  const reach = dot + 0.5;
  for (let i = 0; i < points.length; i += 2) {
    // Of a pixel's middle.
    const x = size / 2 + points[i] * scale - 0.5;
    const y = size / 2 - points[i + 1] * scale - 0.5;
    const [left, right] = [Math.max(0, Math.ceil(x - reach)), Math.min(size - 1, Math.floor(x + reach))];
    const [top, bottom] = [Math.max(0, Math.ceil(y - reach)), Math.min(size - 1, Math.floor(y + reach))];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const distance = Math.sqrt((column - x) ** 2 + (row - y) ** 2);
        if (distance >= reach) continue;
        const at = row * size + column;
        covered[at] += (1 - covered[at]) * opacity * Math.min(1, reach - distance);
      }
    }
  }
  return covered;
}

/** Draws dots of one colour over a square at the context's origin. The unit is the context's, also of the dots' radius. */
export function drawDots(context: CanvasRenderingContext2D, size: number, dots: Dots, colour: string): void {
  const pixels = Math.round(size * context.getTransform().a);
  if (pixels === 0) return;
  const covered = coverage(pixels, { ...dots, dot: (dots.dot * pixels) / size });
  const [r, g, b] = rgbOf(colour);
  const image = new ImageData(pixels, pixels);
  for (let pixel = 0, at = 0; pixel < covered.length; pixel++, at += 4) {
    if (covered[pixel] === 0) continue;
    image.data[at] = r;
    image.data[at + 1] = g;
    image.data[at + 2] = b;
    image.data[at + 3] = 255 * covered[pixel];
  }
  drawImage(context, image, size, { smooth: true });
}
