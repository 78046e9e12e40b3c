import { h } from "../dom/element.ts";

/** Several of a few, each chosen by itself: `chosen` holds those that are. */
export function checks<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, words: string])[],
  chosen: Set<Value>,
  changed: () => void,
): HTMLElement {
  const rows = options.map(([value, words]) => {
    const box = h("input", { type: "checkbox", class: "nb-checkbox", checked: chosen.has(value) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(value);
      else chosen.delete(value);
      changed();
      // What follows from it may lead the focus away, and the next choice is made here.
      box.focus({ preventScroll: true });
    });
    return h("label", { class: "nb-check" }, box, words);
  });
  return h("div", { role: "group", "aria-label": label }, ...rows);
}
