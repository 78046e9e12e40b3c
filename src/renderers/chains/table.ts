import type { Chains } from "../../protocol/index.ts";
import { icon } from "../controls/icons.ts";
import { nextSorting, orderOf, sortHead, type Sorting } from "../controls/sorting.ts";
import { h, set } from "../dom/element.ts";
import { columns } from "./figures.ts";

export interface Table {
  readonly element: HTMLElement;
  choose(index: number): void;
}

/** What of a table outlives it. */
interface Held {
  readonly chosen: (index: number) => void;
  readonly sorting: Sorting;
  readonly sorted: (next: Sorting) => void;
}

/** A row for each number; one is chosen, by a click or the arrow keys. Heads sort: the first column's is that of the names. */
export function tableOf(payload: Chains, { chosen, sorting, sorted }: Held): Table {
  const { numbers } = payload;
  const rows = numbers.map((number, index) => rowOf(payload, number, () => chosen(index)));
  const body = h("tbody", {}, ...rows);
  let at = 0;
  let now = sorting;
  let order = [...rows.keys()];
  const heads = [{ head: "name", title: "Name", wide: false }, ...columns].map(
    ({ head, title, wide }, column) =>
      sortHead(head, { role: "columnheader", class: wide ? "nb-wide" : null, title }, () => {
        now = nextSorting(now, column);
        sorted(now);
        arrange();
      }),
  );

  function arrange(): void {
    heads.forEach((head, column) =>
      head.show(now?.column === column ? (now.descending ? "descending" : "ascending") : null),
    );
    const by = now;
    const values =
      by && numbers.map((number) => (by.column === 0 ? number.name : columns[by.column - 1].value(number)));
    order = by && values ? orderOf(values, by.descending) : [...rows.keys()];
    body.replaceChildren(...order.map((i) => rows[i]));
  }

  arrange();
  const element = h(
    "div",
    { class: "nb-numbers-scroll" },
    h(
      "table",
      { class: "nb-numbers", role: "grid", "aria-label": "What the draws say of each number" },
      h("thead", {}, h("tr", { role: "row" }, ...heads.map((head) => head.element))),
      body,
    ),
  );
  body.addEventListener("keydown", (event) => {
    const to = placeOf(event.key, order.indexOf(at), rows.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    chosen(order[to]);
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

/** The row that a key leads to; null where it is none of ours. */
function placeOf(key: string, from: number, count: number): number | null {
  const moves: Partial<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

function rowOf({ chains }: Chains, number: Chains["numbers"][number], clicked: () => void): HTMLElement {
  const row = h(
    "tr",
    { tabindex: -1, role: "row", "aria-selected": "false" },
    h("th", { scope: "row", role: "rowheader", title: number.name }, number.name),
    ...columns.map(({ wide, figure }) => {
      const { text, doubt } = figure(number, chains);
      return h(
        "td",
        { class: wide ? "nb-wide" : null, role: "gridcell", title: doubt },
        doubt ? icon("warn", 12) : null,
        text,
      );
    }),
  );
  row.addEventListener("click", clicked);
  return row;
}
