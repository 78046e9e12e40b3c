import { readFileSync } from "node:fs";
import path from "node:path";

/** The "type" of the package that a folder is in: what Node takes its .js files for. */
export function packageType(folder: string): string | null {
  const own = read(path.join(folder, "package.json"));
  if (own) return own.type ?? null;
  const outer = path.dirname(folder);
  return outer === folder || path.basename(folder) === "node_modules" ? null : packageType(outer);
}

function read(file: string): { type?: string } | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { type?: string };
  } catch {
    return null; // none, or one that npm itself would refuse
  }
}
