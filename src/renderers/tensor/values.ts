import { h } from "../dom/element.ts";
import { whole } from "../text/number.ts";
import { elementsOf, extentOf } from "./plane.ts";
import type { Stage } from "./scene.ts";
import { valueText } from "./value-text.ts";

/** A table longer than this is no longer read. */
const most = { rows: 100, columns: 32 };

/** The numbers of the slice themselves. */
export function valuesStage(): Stage {
  const note = h("div", { class: "nb-2 nb-small" });
  const table = h("table", { class: "nb-values" });
  const scroll = h(
    "div",
    { class: "nb-values-scroll", tabindex: 0, role: "region", "aria-label": "Values of the slice" },
    table,
  );
  const element = h("div", { class: "nb-values-stage" }, note, scroll);
  let drawn = "";
  let drawnOf: unknown = null;
  return {
    element,
    draw(scene) {
      const { selection } = scene;
      const [rows, columns] = [extentOf(selection, "rows"), extentOf(selection, "columns")];
      const [height, width] = [Math.min(rows, most.rows), Math.min(columns, most.columns)];
      const plane = scene.plane({ rows: [0, height], columns: [0, width] }, [height, width]);
      const coarse = plane?.coarse ?? false;
      const parts = [
        height < rows || width < columns
          ? `First ${whole(height)} × ${whole(width)} of ${whole(rows)} × ${whole(columns)} values. A slice shows others.`
          : "",
        coarse ? "Means of blocks: the saved output holds no single values." : "",
        !coarse && plane?.exact === false ? "Rounded to 3 digits when it was saved." : "",
      ];
      note.textContent = parts.filter(Boolean).join(" ");
      note.hidden = note.textContent === "";
      if (!plane) return;
      const key = JSON.stringify([selection, plane.height, plane.width, coarse, plane.exact]);
      if (key === drawn && drawnOf === scene.tensor) return;
      [drawn, drawnOf] = [key, scene.tensor];
      const name = (cut: typeof plane.rows, cell: number): string => {
        const [first, last] = elementsOf(cut, cell);
        return first === last ? String(first) : `${first}:${last + 1}`;
      };
      const columnNames = Array.from({ length: plane.width }, (_, j) =>
        h("th", { scope: "col" }, name(plane.columns, j)),
      );
      const body = Array.from({ length: plane.height }, (_, i) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, selection.rows === null ? "" : name(plane.rows, i)),
          ...Array.from({ length: plane.width }, (__, j) => {
            const value = plane.mean[i * plane.width + j];
            return h(
              "td",
              { class: Number.isFinite(value) ? null : "nb-bad" },
              valueText(value, plane.exact && !coarse),
            );
          }),
        ),
      );
      table.replaceChildren(h("thead", {}, h("tr", {}, h("th"), ...columnNames)), h("tbody", {}, ...body));
    },
  };
}
