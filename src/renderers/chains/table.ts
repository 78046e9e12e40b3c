import type { Chains } from "../../protocol/index.ts";
import { icon } from "../controls/icons.ts";
import { h, set } from "../dom/element.ts";
import { columns } from "./figures.ts";

export interface Table {
  readonly element: HTMLElement;
  choose(index: number): void;
}

/** A row for each number; one is chosen, by a click or the arrow keys. */
export function tableOf(payload: Chains, chosen: (index: number) => void): Table {
  const rows = payload.numbers.map((number, index) => {
    const row = h(
      "tr",
      { tabindex: -1, role: "row", "aria-selected": "false" },
      h("th", { scope: "row", role: "rowheader", title: number.name }, number.name),
      ...columns.map(({ wide, figure }) => {
        const { text, doubt } = figure(number, payload.chains);
        return h(
          "td",
          { class: wide ? "nb-wide" : null, role: "gridcell", title: doubt },
          doubt ? icon("warn", 12) : null,
          text,
        );
      }),
    );
    row.addEventListener("click", () => chosen(index));
    return row;
  });
  const head = h(
    "tr",
    { role: "row" },
    h("td", {}),
    ...columns.map(
      (column) =>
      h("th", { scope: "col", role: "columnheader", class: column.wide ? "nb-wide" : null, title: column.title }, column.head), // prettier-ignore
    ),
  );
  const element = h(
    "div",
    { class: "nb-numbers-scroll" },
    h(
      "table",
      { class: "nb-numbers", role: "grid", "aria-label": "What the draws say of each number" },
      h("thead", {}, head),
      h("tbody", {}, ...rows),
    ),
  );
  let at = 0;
  const moves: Partial<Record<string, () => number>> = {
    ArrowDown: () => at + 1,
    ArrowUp: () => at - 1,
    PageDown: () => at + 10,
    PageUp: () => at - 10,
    Home: () => 0,
    End: () => rows.length - 1,
  };
  element.addEventListener("keydown", (event) => {
    const to = moves[event.key]?.();
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    chosen(Math.min(rows.length - 1, Math.max(0, to)));
    rows[at].focus();
  });
  return {
    element,
    choose(index) {
      at = index;
      rows.forEach((row, k) =>
        set(row, { "aria-selected": String(k === index), tabindex: k === index ? 0 : -1 }),
      );
    },
  };
}
