import { chips } from "./chips.ts";
import { icon } from "./controls/icons.ts";
import { h, say } from "./dom/element.ts";

export interface Head {
  readonly element: HTMLElement;
  /** Shows a line of state, or the chips again (null). */
  state(line: HTMLElement | null): void;
  /** Shows a filled badge, or none (null). For what must not be overlooked. */
  alarm(text: string | null): void;
}

/**
 * The first line of an output: title, what it was made with, and its buttons. A line of state takes the place of
 * the chips, so that nothing below moves when there is something to say; with `titled` the title stays before it.
 */
export function head(
  title: string,
  options: readonly (readonly [string, string])[],
  buttons: HTMLElement[],
  { titled }: { titled: boolean },
): Head {
  const made = chips(options);
  const words = h("span");
  const badge = h("span", { class: "nb-alarm", role: "alert", hidden: true }, icon("error", 14), words);
  const name = h("span", { class: "nb-title" }, title);
  const right = h("div", { class: "nb-bar nb-push" }, badge, ...buttons);
  const element = h("div", { class: "nb-bar nb-head" }, name, made, right);
  let line: HTMLElement | null = null;
  return {
    element,
    state(next) {
      if (next === line) return;
      line = next;
      element.replaceChildren(...(next && !titled ? [] : [name]), next ?? made, right);
    },
    alarm(text) {
      badge.hidden = text === null;
      if (text) say(words, text);
    },
  };
}
