import { unpackFloats, type Marginal } from "../../protocol/index.ts";
import { h, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { linearTicks } from "../scale/ticks.ts";
import { brief, minus } from "../text/number.ts";

/** Size of a row's picture, in pixels, and the room at its sides. */
export const size = { width: 200, height: 24 };
const side = 4;

type Extent = readonly [number, number];

/** The extent that holds all; null where there is nothing to hold. */
export function commonExtent(marginals: readonly (Marginal | null)[]): Extent | null {
  const known = marginals.filter((each) => each !== null);
  if (known.length === 0) return null;
  return [Math.min(...known.map(({ from }) => from)), Math.max(...known.map(({ to }) => to))];
}

/** Whether rows can be seen along one axis: each takes at least a part in thirty of it. */
export function comparable(marginals: readonly (Marginal | null)[]): boolean {
  const extent = commonExtent(marginals);
  if (!extent) return false;
  return marginals.every((each) => !each || each.to - each.from >= (extent[1] - extent[0]) / 30);
}

const x = (extent: Extent): ((value: number) => number) => linear(extent, [side, size.width - side]);

/** A row's density as a silhouette, its interval as a line below, its mean as a dot. `extent` is the axis; null: its own. */
export function marginalPicture(marginal: Marginal, extent: Extent | null): SVGElement {
  const { from, to, mean, interval } = marginal;
  const place = x(extent ?? [from, to]);
  const density = unpackFloats(marginal.density);
  const [base, top] = [size.height - 7, 1];
  const at = (k: number): string => place(from + ((to - from) * k) / (density.length - 1)).toFixed(1);
  const outline = Array.from(density, (value, k) => `L${at(k)} ${(base - value * (base - top)).toFixed(1)}`);
  const [low, high] = interval.map(place);
  const zero = extent && extent[0] < 0 && extent[1] > 0 ? place(0) : null;
  return svg(
    "svg",
    {
      ...size,
      role: "img",
      "aria-label": `mean ${brief(mean)}, 94 % from ${brief(interval[0])} to ${brief(interval[1])}`,
    },
    zero === null ? null : svg("line", { class: "nb-zero", x1: zero, x2: zero, y1: 0, y2: size.height }),
    svg("path", {
      class: "nb-density",
      d: `M${at(0)} ${base}${outline.join("")}L${at(density.length - 1)} ${base}Z`,
    }),
    svg("line", { class: "nb-interval", x1: low, x2: high, y1: base + 3, y2: base + 3 }),
    svg("circle", { class: "nb-mean", cx: place(mean), cy: base + 3, r: 3 }),
  );
}

/** The axis that all rows share. */
export function marginalAxis(extent: Extent): HTMLElement {
  const place = x(extent);
  const ticks = linearTicks(...extent, 5);
  return h(
    "div",
    { class: "nb-marginal-axis" },
    svg(
      "svg",
      {
        width: size.width,
        height: 16,
        role: "img",
        "aria-label": `from ${brief(extent[0])} to ${brief(extent[1])}`,
      },
      ...ticks.map((tick) =>
        svg("text", { x: place(tick), y: 12, "text-anchor": anchor(place(tick)) }, minus(String(tick))),
      ),
    ),
  );
}

/** Numbers at the ends stay within. */
const anchor = (at: number): string => (at < 16 ? "start" : at > size.width - 16 ? "end" : "middle");
