import type { Rgb } from "../theme/colour-map.ts";

export type Order = "rgb" | "bgr";

/** How levels become colours: the values of black and white, the order of channels, and the colour of what is not finite. */
export interface Development {
  readonly black: number;
  readonly white: number;
  readonly order: Order;
  readonly alarm: Rgb;
}

/** One picture of `values` that begins at `from`: grey of one or two channels, else colours, with alpha where there are four. */
export function pictureImage(
  values: Float64Array,
  from: number,
  [height, width, channels]: readonly [number, number, number],
  { black, white, order, alarm }: Development,
): ImageData {
  const image = new ImageData(width, height);
  const clear = Math.max(0, black);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const at = from + pixel * channels;
    let good = true;
    for (let c = 0; c < channels; c++) good &&= Number.isFinite(values[at + c]);
    for (let c = 0; c < 3; c++) {
      const channel = channels < 3 ? 0 : order === "rgb" ? c : 2 - c;
      image.data[pixel * 4 + c] = good ? ((values[at + channel] - black) / (white - black)) * 255 : alarm[c];
    }
    // On the page: a transparent pixel is what is behind it.
    image.data[pixel * 4 + 3] =
      channels === 4 && good ? ((values[at + 3] - clear) / (white - clear)) * 255 : 255;
  }
  return image;
}
