import { icon } from "../controls/icons.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { fixed } from "../text/number.ts";
import { scoreSymbol, symbol } from "./quantity.ts";
import type { Pairs } from "./scatter.ts";

/** The line that tells of the followed particle; its pin takes the keys that choose another. */
export function readout() {
  const name = h("span", { class: "nb-2", "aria-live": "polite" });
  const pin = h(
    "span",
    {
      class: "nb-pin",
      tabindex: 0,
      role: "group",
      "aria-label": "Followed particle: arrow keys choose another",
    },
    icon("pin", 14),
    name,
  );
  const values = [math("x_t"), symbol("x0"), symbol("eps"), scoreSymbol()].map((formula) => {
    const value = h("span", { class: "nb-strong" });
    return { value, element: h("span", { class: "nb-value" }, formula, value) };
  });
  const element = h("div", { class: "nb-readout nb-small" }, pin, ...values.map((each) => each.element));
  const pair = (pairs: Pairs | null, i: number): string =>
    pairs ? `(${fixed(pairs[2 * i])}, ${fixed(pairs[2 * i + 1])})` : "\u2013";
  return {
    element,
    pin,
    draw(pinned: number | null, ...quantities: (Pairs | null)[]): void {
      say(name, pinned === null ? "Click a particle to follow it." : `particle ${pinned}`);
      values.forEach(({ element: part, value }, k) => {
        part.hidden = pinned === null;
        if (pinned !== null) say(value, pair(quantities[k] ?? null, pinned));
      });
    },
  };
}
