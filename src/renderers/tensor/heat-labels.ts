import { svg } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { niceStep } from "../scale/ticks.ts";
import { extentOf, type Viewport } from "./plane.ts";
import type { Selection } from "./selection.ts";
import type { Pick } from "./slice.ts";

/** Indices beside and below a heat map, as many as have room and always the last, `left` from its picture. */
export function heatLabels(
  selection: Selection,
  view: Viewport,
  [width, height]: readonly [number, number],
  left: number,
): SVGElement[] {
  const { picks, rows, columns } = selection;
  const of = (axis: number | null): Pick | null => (axis === null ? null : picks[axis]);
  const digits = String(extentOf(selection, "columns")).length;
  return [
    ...ticks(of(rows), view.rows, height, extentOf(selection, "rows") > 8 ? 40 : 16).map(([y, text]) =>
      svg("text", { x: left - 6, y: clamp(y, 6, height - 4) + 4, "text-anchor": "end" }, text),
    ),
    ...ticks(of(columns), view.columns, width, 16 + 8 * digits).map(([x, text]) =>
      svg("text", { x: left + x, y: height + 14, "text-anchor": "middle" }, text),
    ),
  ];
}

/** Places along an axis that is `length` pixels long, at least `apart` pixels from each other, with their indices. */
function ticks(
  pick: Pick | null,
  [from, to]: readonly [number, number],
  length: number,
  apart: number,
): (readonly [place: number, index: string])[] {
  if (pick?.kind !== "range") return [];
  const per = length / (to - from);
  const step = Math.max(1, stepOf((apart * (to - from)) / length, to - from));
  const first = Math.ceil(from / step) * step;
  const places = Array.from(
    { length: Math.max(0, Math.ceil((to - first) / step)) },
    (_, k) => first + k * step,
  );
  const last = Math.ceil(to) - 1;
  const kept = places.filter((place) => last - place >= step * 0.75 || place === last);
  if (kept.at(-1) !== last) kept.push(last);
  return kept.map((place) => [(place + 0.5 - from) * per, String(pick.start + place * pick.step)] as const);
}

/** Steps of 1, 2, 4, 8 … for the sizes that networks have, else of 1, 2 or 5 times a power of ten. */
const stepOf = (least: number, span: number): number =>
  span <= 256 ? 2 ** Math.max(0, Math.ceil(Math.log2(least))) : niceStep(least, 1);
