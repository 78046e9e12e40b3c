import type { TokenTrajectory } from "../../../protocol/index.ts";
import { h, say } from "../../dom/element.ts";
import { fixed, whole } from "../../text/number.ts";
import type { Picked } from "./picked.ts";
import { choiceAt, filledIn, idsAt, openAt } from "./state.ts";
import { visible } from "./words.ts";

/** The picked position's candidates with their probabilities: of the next step where it is open, else of the one that filled it. */
export function candidatesPanel() {
  const name = h("span", { class: "nb-strong nb-line" });
  const about = h("span", { class: "nb-2 nb-small nb-cut" });
  const list = h("div", { class: "nb-candidates", role: "list", "aria-label": "candidates" });
  const element = h("div", { class: "nb-pane" }, h("div", { class: "nb-caption" }, name, about), list);
  let said = "";

  return {
    element,
    draw(
      trajectory: TokenTrajectory,
      index: number,
      picked: Picked,
      words: ReadonlyMap<number, string>,
    ): void {
      const { sample, position } = picked;
      const open = openAt(trajectory, index, sample)[position] ?? false;
      const filled = filledIn(trajectory, index, picked);
      const choice =
        open || filled === null
          ? choiceAt(trajectory, index, picked)
          : choiceAt(trajectory, filled - 1, picked);
      const id = idsAt(trajectory, index, sample)[position];
      const key = JSON.stringify([position, open, filled, choice, id, trajectory.vocabulary, trajectory.top]);
      if (key === said) return;
      said = key;
      say(name, `Position ${position}`);
      const step = filled === null ? null : (trajectory.frames.at(filled)?.step ?? null);
      const state = open
        ? trajectory.mask === null
          ? "not yet final"
          : "masked"
        : step === null
          ? "given from the start"
          : `step ${step}`;
      const bits = choice?.entropy ?? null;
      say(about, bits === null ? state : `${state}, entropy ${fixed(bits)} bits`);
      const most = choice?.candidates.at(0)?.p ?? 1;
      const rows = (choice?.candidates ?? []).map(({ id: each, p }) =>
        row(visible(words.get(each) ?? ""), p, p / most, !open && each === id),
      );
      const rest = trajectory.vocabulary - rows.length;
      const others = 1 - (choice?.candidates ?? []).reduce((sum, { p }) => sum + p, 0);
      if (choice && rest > 0) rows.push(row(`${whole(rest)} others`, Math.max(0, others), null, false));
      if (!choice)
        rows.push(
          h(
            "div",
            { class: "nb-2 nb-small", role: "listitem" },
            "The model’s probabilities are not known here.",
          ),
        );
      // As many rows as there can be keep their room, so that nothing below moves.
      list.style.minHeight = `${22 * (Math.min(trajectory.top, trajectory.vocabulary) + 1)}px`;
      list.replaceChildren(...rows);
    },
  };
}

function row(text: string, p: number, part: number | null, chosen: boolean): HTMLElement {
  const bar = h("i", part === null ? { hidden: true } : { style: `width: ${(100 * part).toFixed(1)}%` });
  return h(
    "div",
    { class: `nb-candidate ${chosen ? "chosen" : ""} ${part === null ? "rest" : ""}`, role: "listitem" },
    h(
      "span",
      { class: "nb-cut", dir: "auto", title: chosen ? `${text}, filled in` : text },
      chosen ? `✓ ${text}` : text,
    ),
    bar,
    h("span", { class: "nb-2 nb-number" }, fixed(p)),
  );
}
