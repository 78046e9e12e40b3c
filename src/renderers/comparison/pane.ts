import { h, say } from "../dom/element.ts";

/** One run's place, or that of the difference. */
export interface Pane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** What is said in the middle of a pane that has nothing to show. */
  note(text: string): void;
  /** The value of what is pinned. */
  pin(text: string): void;
  /** The half width of the window, in the corner. */
  range(text: string): void;
}

/** A pane under its caption. `framed` where what it shows has no edge of its own. */
export function pane(caption: readonly HTMLElement[], label: string, framed: boolean): Pane {
  const canvas = h("canvas", { role: "img", "aria-label": label, class: framed ? null : "nb-pictures" });
  const note = h("span", { class: "nb-note" });
  const range = h("span", { class: "nb-range" });
  const pin = h("span", { class: "nb-small nb-strong nb-line nb-push" });
  const element = h(
    "div",
    { class: "nb-pane" },
    h("div", { class: "nb-caption" }, ...caption, pin),
    h("div", { class: framed ? "nb-frame" : "nb-picture-box" }, canvas, range, note),
  );
  return {
    element,
    canvas,
    note: (text) => say(note, text),
    pin: (text) => say(pin, text),
    range: (text) => say(range, text),
  };
}
