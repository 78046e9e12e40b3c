import { readFileSync } from "node:fs";
import path from "node:path";

export interface PackageJson {
  type?: string;
  dependencies?: object;
  peerDependencies?: object;
  optionalDependencies?: object;
}

/** The package.json in a folder; null where there is none, or one that npm itself would refuse. */
export function packageJson(folder: string): PackageJson | null {
  try {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as PackageJson;
  } catch {
    return null;
  }
}
