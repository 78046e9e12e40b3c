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

/** The colour at a point, in parts of the canvas's width and height. */
export function colourAt(canvas: Locator, across: number, down: number): Promise<[number, number, number]> {
  return canvas.evaluate(
    (element, [x, y]) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error(`not a canvas: ${element.tagName}`);
      const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      if (!context) throw new Error("this browser draws no canvas");
      [context.canvas.width, context.canvas.height] = [element.width, element.height];
      context.drawImage(element, 0, 0);
      const at = [Math.floor(x * element.width), Math.floor(y * element.height)] as const;
      const [r = 0, g = 0, b = 0] = context.getImageData(...at, 1, 1).data;
      return [r, g, b] as [number, number, number];
    },
    [across, down] as const,
  );
}
