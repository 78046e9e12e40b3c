import type { Colours } from "./colours.ts";

export type MapName = "signed" | "viridis" | "grey";
export type Rgb = readonly [number, number, number];
/** From 0 to 1 to a colour; what lies beyond has the end's. */
export type ColourMap = (u: number) => Rgb;

const hex = (text: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as unknown as Rgb; // three of them

const viridis = "#440154 #482878 #3e4989 #31688e #26828e #1f9e89 #35b779 #6ece58 #b5de2b #fde725"
  .split(" ")
  .map(hex);
const signedEnds = {
  dark: [["#8ec5ff", "#3a8ee6", "#1d4f8a"].map(hex), ["#8a4f10", "#d98a1f", "#ffd08a"].map(hex)],
  light: [["#08306b", "#2171b5", "#8fbfe0"].map(hex), ["#f2b469", "#c8710f", "#6b3400"].map(hex)],
} as const;

/** Straight from one colour to the next. */
export function ramp(stops: readonly Rgb[]): ColourMap {
  // A table: a map is asked for every cell of every picture.
  const steps = 512;
  const table = Array.from({ length: steps + 1 }, (_, k): Rgb => {
    const place = (k / steps) * (stops.length - 1);
    const below = Math.min(Math.floor(place), stops.length - 2);
    const [a, b] = [stops[below], stops[below + 1]];
    const mix = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * (place - below));
    return [mix(0), mix(1), mix(2)];
  });
  return (u) => table[u >= 1 ? steps : u > 0 ? Math.round(u * steps) : 0];
}

const ofViridis = ramp(viridis);
const ofGrey = ramp([
  [0, 0, 0],
  [255, 255, 255],
]);

/** A map in the theme: the zero of the signed one is the page's own colour. */
export function colourMap(name: MapName, colours: Pick<Colours, "bg">): ColourMap {
  if (name === "viridis") return ofViridis;
  if (name === "grey") return ofGrey;
  const page = rgbOf(colours.bg);
  const dark = page[0] + page[1] + page[2] < 384;
  const [low, high] = signedEnds[dark ? "dark" : "light"];
  return ramp([...low, page, ...high]);
}

export function rgbOf(colour: string): Rgb {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
