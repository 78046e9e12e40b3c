import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { nearest } from "../nearest.ts";
import { ImportError } from "./import-error.ts";
import { isTfjs } from "./wants-tfjs.ts";

/** The runtime's instance of tfjs. */
export const tfjsFile = (folder: string): string => path.join(folder, "tfjs.js");

/**
 * The file of the runtime that a specifier means, or null where it means something else. `folder` holds one file for
 * each `noisebook/…`.
 */
export function runtimeFile(specifier: string, folder: string): string | null {
  // Two copies of tfjs would not know each other's tensors: everyone gets the runtime's.
  if (isTfjs(specifier)) return tfjsFile(folder);
  if (specifier !== "noisebook" && !specifier.startsWith("noisebook/")) return null;
  const name = specifier.slice("noisebook/".length);
  const file = path.join(folder, `${name}.js`);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(file)) return file;
  const names = readdirSync(folder)
    .filter((entry) => entry.endsWith(".js") && entry !== "tfjs.js")
    .map((entry) => entry.slice(0, -3));
  const close = nearest(name, names);
  const hint = close
    ? `Did you mean "noisebook/${close}"?`
    : `There are ${names.map((n) => `noisebook/${n}`).join(", ")}.`;
  throw new ImportError(`There is no module "${specifier}". ${hint}`);
}
