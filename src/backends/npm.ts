import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runProgram } from "./run-program.ts";
import type { Work } from "./work.ts";

/**
 * Has npm put packages of exact versions ("name@1.2.3") into a folder. No script of theirs runs unless `scripts`; `overrides`
 * says what stands for what they ask for.
 */
export async function npmInstall(
  folder: string,
  packages: readonly string[],
  work: Work,
  {
    scripts = false,
    overrides = {},
  }: { scripts?: boolean; overrides?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify({ private: true, overrides })}\n`);
  const quiet = ["--no-audit", "--no-fund", "--save-exact"];
  await runProgram(
    {
      program: "npm",
      args: ["install", ...quiet, ...(scripts ? [] : ["--ignore-scripts"]), ...packages],
      folder,
      ifMissing: "It comes with Node: install that from nodejs.org.",
    },
    work,
  );
}
