import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";

/** What a page is made of, as the build has left it in dist/export. */
export interface Assets {
  style: string;
  katexStyle: string;
  /** The page's script: with no viewers, for trajectories, or with all of them. */
  scripts: Record<"plain" | "trajectories" | "viewers", string>;
  /** A font of KaTeX's as base64. */
  font(file: string): string;
}

export async function readAssets(folder: string): Promise<Assets> {
  const text = (name: string): Promise<string> => readFile(path.join(folder, name), "utf8");
  return {
    style: await text("page.css"),
    katexStyle: await text("katex.css"),
    scripts: {
      plain: await text("plain.js"),
      trajectories: await text("trajectories.js"),
      viewers: await text("viewers.js"),
    },
    font: (file) => readFileSync(path.join(folder, "fonts", file), "base64"),
  };
}
