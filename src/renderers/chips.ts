import { h } from "./dom/element.ts";

/** What an output was made with, most important first: what does not fit drops from the right. */
export const chips = (options: readonly (readonly [name: string, value: string])[]): HTMLElement =>
  h(
    "div",
    { class: "nb-chips" },
    ...options.map(([name, value]) => h("span", { class: "nb-chip" }, h("b", {}, name), value)),
  );
