import { ramp, rgbOf, type ColourMap, type Rgb } from "../theme/colour-map.ts";
import type { Colours } from "../theme/colours.ts";

/** The hue of each run, in order. */
export const seriesOf = (colours: Colours): string[] => [colours.s1, colours.s2, colours.s3, colours.fg2];

const made = new WeakMap<Colours, ColourMap[]>();

/** The map of the first run less another, in the theme: from the other's hue to the first's. */
export function differenceMap(colours: Colours, other: number): ColourMap {
  const known = made.get(colours) ?? [];
  made.set(colours, known);
  const hues = seriesOf(colours);
  return (known[other] ??= signedMap(hues[other], hues[0], colours.bg));
}

/** From one run's hue over the page, which is zero, to the other's; the ends stand out of the page most. */
export function signedMap(low: string, high: string, page: string): ColourMap {
  const [a, b, zero] = [rgbOf(low), rgbOf(high), rgbOf(page)];
  const strong: Rgb = zero[0] + zero[1] + zero[2] < 384 ? [255, 255, 255] : [0, 0, 0];
  const side = (hue: Rgb): Rgb[] => [mix(hue, strong, 0.4), hue, mix(hue, zero, 0.45)];
  return ramp([...side(a), zero, ...side(b).reverse()]);
}

const mix = (from: Rgb, to: Rgb, part: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * part),
  Math.round(from[1] + (to[1] - from[1]) * part),
  Math.round(from[2] + (to[2] - from[2]) * part),
];
