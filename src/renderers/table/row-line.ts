import { svg } from "../dom/element.ts";

/** Hues and dashes of runs beside each other, as the training monitor has them. */
const hues = ["--nb-s1", "--nb-s2", "--nb-s3", "--nb-fg2"] as const;
const dashes = ["none", "5 3", "1.5 2.5", "7 2 1.5 2"] as const;

/** By what a row's line is known: the hue goes round after four, and then the dashes are others. */
export function rowLine(row: number): { stroke: string; dash: string } {
  const round = Math.floor(row / hues.length);
  return { stroke: `var(${hues[row % hues.length]})`, dash: dashes[(row + round) % dashes.length] };
}

export const rowStyle = (row: number): string => {
  const { stroke, dash } = rowLine(row);
  return `stroke: ${stroke}; stroke-dasharray: ${dash}`;
};

/** A piece of a row's line, before its name. */
export const rowKey = (row: number): SVGElement =>
  svg(
    "svg",
    { class: "nb-row-key", width: 18, height: 10, "aria-hidden": "true" },
    svg("line", { x1: 0, x2: 18, y1: 5, y2: 5, style: rowStyle(row) }),
  );
