import type { Tensor } from "../../protocol/index.ts";
import { h, say, set } from "../dom/element.ts";
import { parseSlice, sliceText, SliceError } from "./slice.ts";
import { selectionOf, type Selection } from "./selection.ts";

/** The slice as an expression that can be written. Applied at Enter; what is wrong with it is said below. */
export function sliceBox(changed: (selection: Selection) => void) {
  const input = h("input", {
    class: "nb-input nb-code nb-slice",
    type: "text",
    "aria-label": "Slice, as NumPy writes it",
    spellcheck: "false",
    autocomplete: "off",
  });
  const fault = h("div", { class: "nb-fault nb-small", role: "alert", hidden: true });
  const element = h(
    "div",
    { class: "nb-slice-box" },
    h("label", { class: "nb-bar" }, h("span", { class: "nb-2 nb-small" }, "Slice"), input),
    fault,
  );
  let shape: readonly number[] = [];
  let now: Selection | null = null;
  let written = "";

  const tell = (error: SliceError | null): void => {
    fault.hidden = error === null;
    say(fault, error?.message ?? "");
    set(input, { "aria-invalid": error ? "true" : null });
  };
  const apply = (): void => {
    if (!now || input.value === written) return;
    try {
      const next = selectionOf(parseSlice(input.value, shape), now);
      tell(null);
      changed(next);
    } catch (error) {
      if (!(error instanceof SliceError)) throw error;
      tell(error);
    }
  };
  input.addEventListener("change", apply);
  input.addEventListener("keydown", (event) => {
    // The keys are the box's own: the notebook would take them for commands.
    event.stopPropagation();
    if (event.key === "Enter") apply();
    if (event.key === "Escape") {
      input.value = written;
      tell(null);
    }
  });

  return {
    element,
    draw(selection: Selection, { name, shape: of }: Pick<Tensor, "name" | "shape">): void {
      shape = of;
      now = selection;
      const text = `${name ?? ""}${sliceText(selection.picks, shape)}`;
      if (text === written) return;
      written = text;
      input.value = text;
      tell(null);
    },
  };
}
