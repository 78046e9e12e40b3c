// The variables of VS Code that viewers read, by what is built of them.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { dist } from "../../scripts/lib/project.mjs";

export async function usedVariables(): Promise<string[]> {
  const folder = path.join(dist, "renderers");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".js"));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return [...new Set(texts.flatMap((text) => text.match(/--vscode-[\w-]*\w/g) ?? []))].sort();
}
