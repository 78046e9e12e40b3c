// Reads what a canvas shows.
import type { Locator } from "playwright-core";

export interface Painting {
  width: number;
  height: number;
  /** How many different colours it shows; an empty canvas has one. */
  colours: number;
  /** Changes with any pixel. */
  fingerprint: number;
}

export function painting(canvas: Locator): Promise<Painting> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error(`not a canvas: ${element.tagName}`);
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser draws no canvas");
    const { width, height } = element;
    context.canvas.width = width;
    context.canvas.height = height;
    context.drawImage(element, 0, 0); // a copy: the canvas itself may be a WebGL one
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    let fingerprint = 0;
    for (const pixel of pixels) fingerprint = (Math.imul(fingerprint, 31) + pixel) >>> 0;
    return { width, height, colours: new Set(pixels).size, fingerprint };
  });
}
