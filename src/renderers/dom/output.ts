import { h } from "./element.ts";

/**
 * The element of one output. It takes the focus itself: after a click, VS Code focuses an output's first element
 * that can, which would else be a list that takes the arrow keys for its own.
 */
export function outputElement(kind: string, label: string, ...children: HTMLElement[]): HTMLElement {
  const attributes = {
    class: "noisebook",
    "data-noisebook": kind,
    tabindex: 0,
    role: "group",
    "aria-label": label,
  };
  return h("div", attributes, ...children);
}
