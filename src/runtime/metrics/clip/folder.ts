import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The path of a folder that is given as one or as a file: URL. */
export const pathOf = (folder: string | URL): string =>
  typeof folder === "string" && !folder.startsWith("file:") ? folder : fileURLToPath(folder);

/** The first of these files that is there. */
export function oneOf(folder: string, names: readonly string[]): string {
  const found = names.find((name) => existsSync(path.join(folder, name)));
  if (found) return found;
  throw new Error(`The folder ${folder} has no ${names.join(" and no ")} (from the folder ${process.cwd()})`);
}

/** The text of a file of a model's folder. */
export async function textOf(folder: string, name: string): Promise<string> {
  try {
    return await readFile(path.join(folder, name), "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${name} of a CLIP model could not be read: ${reason} (from the folder ${process.cwd()})`,
      {
        cause,
      },
    );
  }
}
