import { quantize, type Palette } from "gifenc";

/** Colours that a GIF can hold. */
const most = 256;
/** Pixels that are looked at for the nearest colours: they are reckoned with at a stretch. */
const looked = 65_536;

/** At most 256 colours for these pixels (RGBA): all there are where they are so few, else those nearest to them. */
export function paletteOf(pixels: Uint8ClampedArray): Palette {
  const found = new Set<number>();
  for (let at = 0; at < pixels.length && found.size <= most; at += 4) found.add(keyAt(pixels, at));
  if (found.size > most) return quantize(thinned(pixels), most);
  return [...found].map((key) => [key >> 16, (key >> 8) & 255, key & 255]);
}

/** Gives pixels (RGBA) the index of their colour in a palette, of the nearest where they are none of its. */
export function indexing(palette: Palette): (pixels: Uint8ClampedArray) => Uint8Array {
  const known = new Map(palette.map(([r, g, b], index) => [(r << 16) | (g << 8) | b, index]));
  const look = (key: number): number => {
    const found = known.get(key) ?? nearest(palette, key);
    known.set(key, found);
    return found;
  };
  return (pixels) => {
    const indices = new Uint8Array(pixels.length / 4);
    let [before, index] = [-1, 0];
    for (let pixel = 0; pixel < indices.length; pixel++) {
      const key = keyAt(pixels, 4 * pixel);
      // Most pixels are like the one before.
      if (key !== before) [before, index] = [key, look(key)];
      indices[pixel] = index;
    }
    return indices;
  };
}

function thinned(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const every = Math.ceil(pixels.length / 4 / looked);
  const all = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const few = Uint32Array.from({ length: Math.floor(all.length / every) }, (_, k) => all[k * every]);
  return new Uint8ClampedArray(few.buffer);
}

const keyAt = (pixels: Uint8ClampedArray, at: number): number =>
  (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];

function nearest(palette: Palette, key: number): number {
  const [r, g, b] = [key >> 16, (key >> 8) & 255, key & 255];
  let [best, least] = [0, Infinity];
  for (let i = 0; i < palette.length; i++) {
    const far = (palette[i][0] - r) ** 2 + (palette[i][1] - g) ** 2 + (palette[i][2] - b) ** 2;
    if (far < least) [best, least] = [i, far];
  }
  return best;
}
