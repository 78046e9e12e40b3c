import { h, set } from "../dom/element.ts";

export interface Segments<Value extends string> {
  readonly element: HTMLElement;
  choose(value: Value | null): void;
}

/** A choice of a few, all of them seen. */
export function segments<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, words: string | Node])[],
  changed: (value: Value) => void,
): Segments<Value> {
  const buttons = options.map(([value, words]) => {
    const button = h("button", { class: "nb-segment", type: "button", "aria-pressed": "false" }, words);
    button.addEventListener("click", () => {
      changed(value);
      // What follows from it may lead the focus away, and the next choice, or Escape, is made here.
      button.focus({ preventScroll: true });
    });
    return [value, button] as const;
  });
  const element = h(
    "div",
    { class: "nb-segments", role: "group", "aria-label": label },
    ...buttons.map(([, button]) => button),
  );
  return {
    element,
    choose(value) {
      for (const [each, button] of buttons) set(button, { "aria-pressed": String(each === value) });
    },
  };
}
