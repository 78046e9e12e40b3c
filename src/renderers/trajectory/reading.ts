import { h, say } from "../dom/element.ts";
import { fixed } from "../text/number.ts";

export interface Reading {
  readonly element: HTMLElement;
  /** `characters` keep their room, so that the readings beside it stay where they are. */
  set(text: string, characters: number): void;
}

/** A name and its value now. */
export function reading(name: string): Reading {
  const value = h("span", { class: "nb-strong nb-number" });
  const element = h("span", { class: "nb-2 nb-small nb-line" }, `${name} `, value);
  return {
    element,
    set(text, characters) {
      say(value, text);
      value.style.minWidth = `${characters}ch`;
    },
  };
}

/** Timesteps are whole in discrete time and small fractions in continuous. */
export const timestep = (t: number): string =>
  Number.isInteger(t) ? String(t) : fixed(t, Math.abs(t) < 10 ? 3 : 1);

/** A count with figure spaces before it, as wide as the largest will be. */
export const padded = (count: number, most: number): string =>
  String(count).padStart(String(most).length, "\u2007");
