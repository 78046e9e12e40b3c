import { existsSync } from "node:fs";
import path from "node:path";
import { upwards } from "./install.ts";
import { packageJson } from "./package-json.ts";

/** tfjs and the parts of it that the runtime's instance has too. */
export const isTfjs = (specifier: string): boolean =>
  /^@tensorflow\/tfjs(-core|-layers|-converter)?$/.test(specifier);

const known = new Map<string, boolean>();

/** Whether the package that a file is in imports tfjs, itself or through what it depends on. */
export function wantsTfjs(file: string): boolean {
  const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
  return folder !== undefined && wants(folder);
}

function wants(folder: string): boolean {
  const before = known.get(folder);
  if (before !== undefined) return before;
  known.set(folder, false); // for packages that depend on each other
  const names = dependenciesOf(folder);
  const found = names.some(isTfjs) || names.some((name) => wantsByName(name, folder));
  known.set(folder, found);
  return found;
}

function wantsByName(name: string, folder: string): boolean {
  const at = upwards(folder)
    .map((outer) => path.join(outer, "node_modules", name))
    .find((candidate) => existsSync(candidate));
  return at !== undefined && wants(at);
}

function dependenciesOf(folder: string): string[] {
  const { dependencies, peerDependencies, optionalDependencies } = packageJson(folder) ?? {};
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}
