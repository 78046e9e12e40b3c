import { svg } from "../dom/element.ts";
import type { Placement } from "./heat.ts";
import type { Cell } from "./placement.ts";

/** Cross hairs through the cell under the pointer, and a box around the pinned one, `left` from the picture's edge. */
export function heatMarks(
  { left, top, cellWidth, cellHeight }: Placement,
  { under, pinned }: { under: Cell | null; pinned: Cell | null },
  [width, height]: readonly [number, number],
  from: number,
): SVGElement[] {
  const box = ({ row, column }: Cell, grow: number, role: string): SVGElement =>
    svg("rect", {
      class: role,
      x: from + left + column * cellWidth - grow,
      y: top + row * cellHeight - grow,
      width: cellWidth + 2 * grow,
      height: cellHeight + 2 * grow,
    });
  const hairs = ({ row, column }: Cell): SVGElement[] => {
    const x = from + left + (column + 0.5) * cellWidth;
    const y = top + (row + 0.5) * cellHeight;
    return [
      svg("line", { class: "nb-hair", x1: from, x2: from + width, y1: y, y2: y }),
      svg("line", { class: "nb-hair", x1: x, x2: x, y1: 0, y2: height }),
    ];
  };
  return [
    ...(under ? [...hairs(under), box(under, 0.5, "nb-under")] : []),
    // Black within white: seen on every colour.
    ...(pinned ? [box(pinned, 0.5, "nb-pin-inner"), box(pinned, 2, "nb-pin-outer")] : []),
  ];
}
