import path from "node:path";
import { packageJson } from "./package-json.ts";

/** The "type" of the package that a folder is in: what Node takes its .js files for. */
export function packageType(folder: string): string | null {
  const own = packageJson(folder);
  if (own) return own.type ?? null;
  const outer = path.dirname(folder);
  return outer === folder || path.basename(folder) === "node_modules" ? null : packageType(outer);
}
