// VS Code's own themes as its notebooks' webview has them: the class of the body and the variables that viewers read. They
// are recorded by test/vscode/seen/viewers.test.ts, which also finds out when VS Code's have changed.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/project.mjs";

export const themesFile = path.join(root, "test", "viewers", "themes.json");

export interface Look {
  readonly className: string;
  readonly variables: Readonly<Record<string, string>>;
}

export const themeNames = [
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
] as const;

/** By VS Code's ids of its themes. */
export const themes = existsSync(themesFile)
  ? (JSON.parse(readFileSync(themesFile, "utf8")) as Record<string, Look>) // written by the test named above
  : {};
