import { icon, type Icon } from "./icons.ts";
import { h, set } from "../dom/element.ts";

export interface Popover {
  readonly element: HTMLElement;
  readonly close: () => void;
  readonly isOpen: () => boolean;
}

/** A button that opens a panel below it; Escape, a click elsewhere or the button itself closes it. */
export function popover(
  { name, label, words }: { name: Icon; label: string; words: string | null },
  panel: HTMLElement,
  opened: () => void,
): Popover {
  const button = h(
    "button",
    {
      class: words ? "nb-menu-button" : "nb-menu-button nb-menu-icon",
      type: "button",
      title: label,
      "aria-label": label,
      "aria-expanded": "false",
    },
    icon(name),
    words === null ? null : h("span", {}, words),
    words === null ? null : icon("down", 14),
  );
  const box = h("div", { class: "nb-popover", role: "dialog", "aria-label": label, hidden: true }, panel);
  const element = h("div", { class: "nb-menu" }, button, box);

  const output = (): HTMLElement | null => element.closest<HTMLElement>(".noisebook");
  /** An output's box is clipped: it grows where the panel would reach out of it. */
  function makeRoom(): void {
    const around = output();
    if (!around) return;
    const needed = box.getBoundingClientRect().bottom - around.getBoundingClientRect().top + 8;
    if (needed > around.clientHeight) around.style.minHeight = `${Math.ceil(needed)}px`;
  }

  const outside = (event: Event): void => {
    if (event.target instanceof Node && !element.contains(event.target)) close();
  };
  function close(): void {
    if (box.hidden) return;
    box.hidden = true;
    output()?.style.removeProperty("min-height");
    set(button, { "aria-expanded": "false" });
    document.removeEventListener("pointerdown", outside, true);
  }
  button.addEventListener("click", () => {
    if (!box.hidden) {
      close();
      return;
    }
    opened();
    box.hidden = false;
    makeRoom();
    set(button, { "aria-expanded": "true" });
    document.addEventListener("pointerdown", outside, true);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    button.focus();
  });
  return { element, close, isOpen: () => !box.hidden };
}
