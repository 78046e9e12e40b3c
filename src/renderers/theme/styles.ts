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

export const installTheme = (): void => installStyles("noisebook-theme", tokens, base);
