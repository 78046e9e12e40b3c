import { svg } from "../dom/element.ts";
import { loss } from "../text/number.ts";
import { cut } from "./cut.ts";
import { rowStyle } from "./row-line.ts";

/** What a line says at a step. */
export interface Read {
  readonly row: number;
  readonly name: string;
  readonly value: number;
}

/** Lines that are read at most; more would cover the chart. */
const most = 8;
const row = 15;
const letter = 6.5;

/** What lines say at a step, in a box beside the hair there: on its right where there is room. */
export function readingBox(
  title: string,
  read: readonly Read[],
  { at, left, right }: { at: number; left: number; right: number },
): SVGElement {
  const said = read
    .slice(0, most)
    .map(({ row, name, value }) => ({ row, name: cut(name), value: loss(value) }));
  const more = read.length > most ? [`and ${read.length - most} more`] : [];
  const longest = Math.max(
    title.length,
    ...more.map(({ length }) => length),
    ...said.map(({ name, value }) => name.length + value.length + 5),
  );
  const width = 16 + letter * longest;
  const start = at + 8 + width <= right ? at + 8 : Math.max(left, at - 8 - width);
  const lines = said.map(({ row: k, name, value }, i) => {
    const y = 12 + row * (i + 1);
    return [
      svg("line", { class: "nb-row-line", x1: 8, x2: 26, y1: y + 1, y2: y + 1, style: rowStyle(k) }),
      svg("text", { x: 32, y: y + 5 }, name),
      svg("text", { class: "nb-row-value", x: width - 8, y: y + 5, "text-anchor": "end" }, value),
    ];
  });
  return svg(
    "g",
    { class: "nb-row-box", transform: `translate(${start.toFixed(1)} 10)` },
    svg("rect", { width, height: 8 + row * (1 + said.length + more.length) }),
    svg("text", { x: 8, y: 15 }, title),
    ...lines.flat(),
    ...more.map((text) => svg("text", { x: 8, y: 17 + row * (1 + said.length) }, text)),
  );
}
