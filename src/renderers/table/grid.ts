import type { Marginal, Table } from "../../protocol/index.ts";
import { nextSorting, orderOf, sortHead, type Sorting } from "../controls/sorting.ts";
import { h } from "../dom/element.ts";
import { minus } from "../text/number.ts";
import { rowKey } from "./row-line.ts";
import { commonExtent, marginalAxis, marginalPicture } from "./marginal.ts";

/** What names get at least: so many pixels, or this part of a narrow table. */
const leastNames = { pixels: 200, part: 0.3 };

/** The table, and how it makes the best of the width that it has. */
export interface Grid {
  readonly element: HTMLElement;
  /** Lets the names be as long as they are while the other columns fit beside them. */
  fit(): void;
}

/** As many rows are shown without scrolling. */
const whole = 28;

/** The rows, in an order that a person chooses by a column's head. `sorting` is kept by who opens it anew. */
export function grid(
  payload: Table,
  { sorting, common, sorted }: { sorting: Sorting; common: boolean; sorted: (next: Sorting) => void },
): Grid {
  const { columns, rows, title, charts } = payload;
  const lined = new Set(charts.flatMap(({ lines }) => lines.map(({ row }) => row)));
  const marked = lined.size > 0 || rows.some(({ colour }) => colour);
  const marginals = rows.map(({ marginal }) => marginal);
  const drawn = marginals.some((each) => each !== null);
  const extent = common ? commonExtent(marginals) : null;
  const body = h("tbody");
  const elements = rows.map(({ cells, colour, marginal }, i) =>
    h(
      "tr",
      {},
      ...cells.map(({ text, value }, k) =>
        k === 0
          ? h(
              "th",
              { scope: "row", title: text },
              marked ? (lined.has(i) ? rowKey(i) : mark(colour)) : null,
              text,
            )
          : h("td", { title: text.length > 24 ? text : null }, value === null ? text : minus(text)),
      ),
      drawn ? h("td", { class: "nb-marginal" }, picture(marginal, extent)) : null,
    ),
  );
  let now = sorting;
  const heads = columns.map((name, column) =>
    sortHead(name || "name", column === 0 ? { class: "nb-first" } : {}, () => {
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
    const order = by
      ? orderOf(
          rows.map(({ cells }) => cells[by.column].value ?? (cells[by.column].text || null)),
          by.descending,
        )
      : [...rows.keys()];
    body.replaceChildren(...order.map((i) => elements[i]));
  }

  arrange();
  const table = h(
    "table",
    { class: "nb-table" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...heads.map(({ element }) => element),
        drawn
          ? h(
              "th",
              { scope: "col", class: "nb-marginal" },
              extent ? marginalAxis(extent) : "distribution, each on its own axis",
            )
          : null,
      ),
    ),
    body,
  );
  const element = h(
    "div",
    {
      class: rows.length > whole ? "nb-table-scroll nb-table-long" : "nb-table-scroll",
      tabindex: 0,
      role: "region",
      "aria-label": title || "table",
    },
    table,
  );
  return {
    element,
    fit() {
      const [names] = heads;
      const others = table.offsetWidth - names.element.offsetWidth;
      const least = Math.min(leastNames.pixels, leastNames.part * element.clientWidth);
      table.style.setProperty("--nb-names", `${Math.max(least, element.clientWidth - others)}px`);
    },
  };
}

const picture = (marginal: Marginal | null, extent: readonly [number, number] | null): SVGElement | null =>
  marginal && marginalPicture(marginal, extent);

const mark = (colour: readonly number[] | null): HTMLElement =>
  h("span", {
    class: "nb-mark-box",
    "aria-hidden": "true",
    style: colour ? `background: rgb(${colour.join(", ")})` : null,
  });
