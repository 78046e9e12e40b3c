// Where things are: the project's root and the folders that git ignores.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Walks up rather than counting folders, so that this module also works inside a bundle under `dist/`. */
function findRoot() {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = path.join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "noisebook")
      return folder;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("this script is not inside the noisebook project");
    folder = parent;
  }
}

export const root = findRoot();
/** Everything the scripts install or keep between runs; deleting it costs a minute and nothing else. */
export const cache = path.join(root, ".cache");
/** What a failed test leaves to look at. */
export const artifacts = path.join(root, "artifacts");
export const dist = path.join(root, "dist");
export const notebooks = path.join(root, "notebooks");

/** A path as a person would type it from the project's root.
 * @param {string} file */
export function shown(file) {
  const relative = path.relative(root, file);
  return relative.startsWith("..") ? file : relative;
}
