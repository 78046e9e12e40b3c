// The one place, with library.ts, that knows which control library is in use: a successor changes these and their style sheet.
import { h, set } from "../dom/element.ts";
import { installStyles } from "../theme/styles.ts";
import styles from "./controls.css";
import { icon, setIcon, type Icon } from "./icons.ts";
import panels from "./panel.css";

/** Loads the controls and registers them, once in a page that other renderers share. To be awaited before one is made. */
export async function registerControls(): Promise<void> {
  installStyles("noisebook-controls", styles, panels);
  const { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption } =
    await import("./library.ts");
  const wanted = [
    ["vscode-button", vsCodeButton] as const,
    ["vscode-dropdown", vsCodeDropdown] as const,
    ["vscode-option", vsCodeOption] as const,
  ].filter(([name]) => !customElements.get(name));
  if (wanted.length === 0) return;
  provideVSCodeDesignSystem().register(...wanted.map(([, define]) => define()));
  // The toolkit reads the theme on the page's load event, which is long past when a renderer is loaded.
  window.dispatchEvent(new Event("load"));
}

export interface IconButton {
  readonly element: HTMLElement;
  set(state: { icon?: Icon; label?: string; pressed?: boolean }): void;
}

/** A button that is its icon. The label is its name for screen readers and its tooltip. */
export function iconButton(name: Icon, label: string, clicked: () => void): IconButton {
  const drawn = icon(name);
  const element = custom("vscode-button", {
    appearance: "icon",
    class: "nb-icon-button",
    "aria-label": label,
    title: label,
  });
  element.append(drawn);
  element.addEventListener("click", clicked);
  return {
    element,
    set({ icon: next, label: text, pressed }) {
      if (next) setIcon(drawn, next);
      if (text && element.title !== text) set(element, { "aria-label": text, title: text });
      if (pressed !== undefined) set(element, { "aria-pressed": String(pressed) });
    },
  };
}

export interface TextButton {
  readonly element: HTMLElement;
  set(state: { icon?: Icon; text?: string }): void;
}

/** A secondary button with words, and an icon before them. */
export function textButton(text: string, clicked: () => void, name?: Icon): TextButton {
  const drawn = name ? icon(name, 14) : null;
  const words = h("span", {}, text);
  const element = custom("vscode-button", { appearance: "secondary", class: "nb-button" });
  element.append(...(drawn ? [drawn] : []), words);
  element.addEventListener("click", clicked);
  return {
    element,
    set({ icon: next, text: label }) {
      if (next && drawn) setIcon(drawn, next);
      if (label !== undefined && words.textContent !== label) words.textContent = label;
    },
  };
}

/** A choice of a few: `options` are values with their words. */
export function select<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, words: string])[],
  chosen: Value,
  changed: (value: Value) => void,
  position: "above" | "below",
): HTMLElement {
  const element = custom("vscode-dropdown", {
    class: "nb-select",
    "aria-label": label,
    title: label,
    position,
  });
  for (const [value, words] of options) {
    const option = custom("vscode-option", { value, selected: value === chosen });
    option.textContent = words;
    element.append(option);
  }
  element.addEventListener("change", () => {
    // The toolkit's dropdown has a `value` as a native select does; its type is not on the tag name.
    changed((element as unknown as { value: Value }).value);
  });
  return element;
}

function custom(tag: string, attributes: Record<string, string | boolean>): HTMLElement {
  const element = document.createElement(tag);
  set(element, attributes);
  return element;
}
