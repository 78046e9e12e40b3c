import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Finds the folder `name` of files that travel beside the bundles (dist/runtime/NAME), wherever among them this code
 * ended up: in an entry, in a chunk, in a test's bundle.
 */
export function assetFolder(name: string): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = path.dirname(folder)) {
    for (const candidate of [path.join(folder, name), path.join(folder, "runtime", name)]) {
      if (path.basename(path.dirname(candidate)) === "runtime" && existsSync(candidate)) return candidate;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`the runtime's folder "${name}" is missing near ${here}: build the project again`);
    }
  }
}
