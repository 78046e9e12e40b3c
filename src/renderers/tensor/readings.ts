import { iconButton } from "../controls/toolkit.ts";
import { icon } from "../controls/icons.ts";
import { h, say } from "../dom/element.ts";
import type { Reading } from "./reading.ts";
import { valueText } from "./value-text.ts";

/** What is read under the pointer, and beside it what was pinned. */
export function readings(unpin: () => void) {
  const under = block("Under pointer");
  const close = iconButton("close", "Unpin", unpin);
  const pinned = block("Pinned", icon("pin", 14), close.element);
  const element = h("div", { class: "nb-readings" }, under.element, pinned.element);
  return {
    element,
    draw(now: Reading | null, pin: Reading | null): void {
      under.draw(now, now?.detail ?? "Move over the picture, or focus it and use the arrow keys.");
      close.element.hidden = pin === null;
      const apart = now && pin ? now.value - pin.value : NaN;
      const difference = Number.isFinite(apart) ? `difference ${valueText(apart)}` : (pin?.detail ?? "");
      pinned.draw(pin, pin ? difference : "Click a value to keep it.");
    },
  };
}

function block(name: string, before: SVGElement | null = null, after: HTMLElement | null = null) {
  const where = h("span", { class: "nb-code nb-cut" });
  const value = h("span", { class: "nb-big nb-line" });
  const detail = h("span", { class: "nb-2 nb-small" });
  const element = h(
    "div",
    { class: "nb-reading" },
    h("div", { class: "nb-reading-name nb-2 nb-small" }, before, name, after),
    where,
    value,
    detail,
  );
  return {
    element,
    draw(reading: Reading | null, words: string): void {
      say(where, reading?.where ?? "");
      say(value, reading?.text ?? "");
      say(detail, words);
      element.classList.toggle("nb-nothing", reading === null);
    },
  };
}
