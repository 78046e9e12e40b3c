import { existsSync } from "node:fs";
import path from "node:path";

/** The package that a specifier is in: "@a/b/c" is in "@a/b". Null where no package can have such a name. */
export function packageOf(specifier: string): string | null {
  return /^(@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*(?=\/|$)/.exec(specifier)?.[0] ?? null;
}

/** Whether the package is in one of the folders where Node looks. */
export function isInstalled(name: string, folder: string): boolean {
  return upwards(folder).some((at) => existsSync(path.join(at, "node_modules", name)));
}

const managers = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
  ["package-lock.json", "npm install"],
] as const;

/** The command that installs a package in a folder, of the package manager whose lock file is nearest. */
export function installCommand(name: string, folder: string): string {
  for (const at of upwards(folder)) {
    const found = managers.find(([lock]) => existsSync(path.join(at, lock)));
    if (found) return `${found[1]} ${name}`;
  }
  return `npm install ${name}`;
}

/** The folder and those around it, inner before outer. */
export function upwards(folder: string): string[] {
  const outer = path.dirname(folder);
  return outer === folder ? [folder] : [folder, ...upwards(outer)];
}
