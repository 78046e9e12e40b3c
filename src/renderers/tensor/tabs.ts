import { h, set } from "../dom/element.ts";

export interface Tabs<Name extends string> {
  readonly element: HTMLElement;
  choose(name: Name): void;
}

/** One of a few ways to look, as a row of words; the arrow keys go along it. */
export function tabs<Name extends string>(
  names: readonly Name[],
  chosen: Name,
  changed: (name: Name) => void,
): Tabs<Name> {
  const buttons = new Map(
    names.map((name) => [name, h("button", { class: "nb-tab", role: "tab", type: "button" }, name)]),
  );
  const element = h("div", { class: "nb-tabs", role: "tablist", "aria-label": "View" }, ...buttons.values());
  const choose = (name: Name): void => {
    for (const [each, button] of buttons) {
      set(button, { "aria-selected": String(each === name), tabindex: each === name ? 0 : -1 });
    }
  };
  for (const [name, button] of buttons) button.addEventListener("click", () => changed(name));
  element.addEventListener("keydown", (event) => {
    const now = [...buttons.values()].findIndex((button) => button === event.target);
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = by === undefined || now < 0 ? undefined : names.at((now + by) % names.length);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    changed(next);
    buttons.get(next)?.focus();
  });
  choose(chosen);
  return { element, choose };
}
