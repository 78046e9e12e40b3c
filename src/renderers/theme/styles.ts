import base from "./base.css";
import tokens from "./tokens.css";

/** Puts style sheets into the page once, however often a renderer is activated. */
export function installStyles(id: string, ...sheets: string[]): void {
  if (document.getElementById(id)) return;
  const style = document.createElement("style");
  style.id = id;
  style.textContent = sheets.join("\n");
  document.head.append(style);
}

/**
 * Puts a viewer's sheet into the page once, for outputs of its kind alone: the viewers of a notebook share one page, and a
 * class of one may be a word of another. `&` stands for the output's element, and counts for nothing in specificity.
 */
export function installViewerStyles(kind: string, sheet: string): void {
  const sheets = (installed[kind] ??= new Set());
  if (sheets.has(sheet)) return;
  sheets.add(sheet);
  const style = document.createElement("style");
  style.textContent = `:where([data-noisebook="${kind}"]) {\n${sheet}\n}`;
  document.head.append(style);
}

const installed: Partial<Record<string, Set<string>>> = {};

export const installTheme = (): void => installStyles("noisebook-theme", tokens, base);
