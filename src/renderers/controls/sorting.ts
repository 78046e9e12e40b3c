import { h, set } from "../dom/element.ts";

/** By which column rows stand in order; null: as they came. */
export type Sorting = { readonly column: number; readonly descending: boolean } | null;

/** What a head that is pressed again means: ascending, descending, as they came. */
export function nextSorting(now: Sorting, column: number): Sorting {
  if (now?.column !== column) return { column, descending: false };
  return now.descending ? null : { column, descending: true };
}

/** The places of the values in ascending or descending order: numbers before words, and what has no value always last. */
export function orderOf(values: readonly (number | string | null)[], descending: boolean): number[] {
  const kind = (value: number | string | null): number =>
    value === null || Number.isNaN(value) ? 2 : typeof value === "number" ? 0 : 1;
  const sign = descending ? -1 : 1;
  const words = new Intl.Collator("en", { numeric: true });
  return [...values.keys()].sort((i, j) => {
    const [a, b] = [values[i], values[j]];
    const kinds = kind(a) - kind(b);
    if (kinds !== 0) return kinds;
    if (typeof a === "number" && typeof b === "number") return sign * (a < b ? -1 : a > b ? 1 : 0) || 0;
    if (typeof a === "string" && typeof b === "string") return sign * words.compare(a, b);
    return 0;
  });
}

/** A column's head: a button that sorts by it, which says how they stand. */
export function sortHead(name: string, attributes: Parameters<typeof set>[1], pressed: () => void) {
  const mark = h("span", { class: "nb-sort-mark", "aria-hidden": "true" });
  const button = h("button", { class: "nb-sort", type: "button" }, h("span", {}, name), mark);
  button.addEventListener("click", pressed);
  const element = h("th", { scope: "col", ...attributes }, button);
  return {
    element,
    show(direction: "ascending" | "descending" | null): void {
      set(element, { "aria-sort": direction ?? "none" });
      mark.textContent = direction === "ascending" ? "▲" : direction === "descending" ? "▼" : "";
    },
  };
}
