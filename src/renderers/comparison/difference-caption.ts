import { select } from "../controls/toolkit.ts";
import { h } from "../dom/element.ts";
import type { ComparedRun } from "../../protocol/index.ts";

/** "Difference", what of, and of more than two runs which one to the first. */
export function differenceCaption(
  runs: readonly ComparedRun[],
  words: { text: string; title: string },
  chosen: (other: number) => void,
): HTMLElement[] {
  const note = h("span", { class: "nb-2 nb-small nb-cut", title: words.title }, words.text);
  const title = h("span", { class: "nb-strong nb-line" }, "Difference");
  if (runs.length === 2) return [title, note];
  const others = runs.slice(1).map(({ name }, i) => [String(i + 1), `${runs[0].name} − ${name}`] as const);
  const choice = select("Difference of", others, "1", (value) => chosen(Number(value)), "below");
  choice.classList.add("nb-difference-choice");
  return [title, choice, note];
}
