import type { ComparedRun } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { splitOptions } from "./options.ts";

/** The runs' marks in order: by their hue, and by their name beside it. */
export const hueOf = (run: number): string => `--nb-colour: var(--nb-run-${run + 1})`;

/** Each run's name with its mark, and what it was made with that the others were not. */
export function captionsOf(runs: readonly ComparedRun[]): HTMLElement[][] {
  const { own } = splitOptions(runs);
  return runs.map(({ name, trajectory: { sampler } }, run) => {
    const made = own[run].map(([option, value]) =>
      option === "steps" ? `${value} steps` : `${option} ${value}`,
    );
    // The sampler is said where the name does not say it.
    const words = sampler.toLowerCase() === name.toLowerCase() ? made : [sampler, ...made];
    const text = words.join(" · ");
    return [
      h("span", { class: "nb-key round nb-run", style: hueOf(run) }, h("span", { class: "nb-cut" }, name)),
      h("span", { class: "nb-2 nb-small nb-cut", title: text }, text),
    ];
  });
}
