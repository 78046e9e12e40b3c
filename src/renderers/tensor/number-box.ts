import { h } from "../dom/element.ts";

export interface NumberBox {
  readonly element: HTMLInputElement;
  show(text: string): void;
}

/** A box for a number. What is no number, or none that `accepted` takes, is put back to what stood there. */
export function numberBox(label: string, accepted: (value: number) => boolean): NumberBox {
  const element = h("input", {
    class: "nb-input nb-number-box",
    type: "text",
    inputmode: "decimal",
    "aria-label": label,
  });
  let shown = "";
  element.addEventListener("change", () => {
    const text = element.value.trim().replace("\u2212", "-").replaceAll(",", "");
    if (text === "" || !Number.isFinite(Number(text)) || !accepted(Number(text))) element.value = shown;
  });
  // The keys are the box's own: the notebook would take them for commands.
  element.addEventListener("keydown", (event) => event.stopPropagation());
  return {
    element,
    show(text) {
      shown = text;
      if (document.activeElement !== element || element.value !== text) element.value = text;
    },
  };
}
