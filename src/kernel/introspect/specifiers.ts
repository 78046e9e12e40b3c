import { existsSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";

/** What an import can name: modules of ours and of Node, installed packages, files beside the notebook. */
export function specifiers(
  prefix: string,
  { folder, runtime }: { folder: string; runtime: string },
): string[] {
  if (/^\.\.?\//.test(prefix)) return files(prefix, folder);
  const ours = list(runtime)
    .filter((file) => file.endsWith(".js") && file !== "tfjs.js")
    .map((file) => `noisebook/${file.slice(0, -3)}`);
  const nodes = builtinModules
    .filter((name) => !name.startsWith("_"))
    .map((name) => `node:${name.replace(/^node:/, "")}`);
  return [...ours, "@tensorflow/tfjs", ...nodes, ...packages(folder)];
}

function files(prefix: string, folder: string): string[] {
  const up = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  return list(path.join(folder, up), true)
    .filter((name) => /\/$|\.([cm]?[jt]sx?|json)$/.test(name))
    .map((name) => up + name);
}

function packages(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    const modules = path.join(at, "node_modules");
    for (const name of existsSync(modules) ? list(modules) : []) {
      if (name.startsWith("@")) found.push(...list(path.join(modules, name)).map((one) => `${name}/${one}`));
      else if (!name.startsWith(".")) found.push(name);
    }
    if (at === path.dirname(at)) return found;
  }
}

function list(folder: string, slashes = false): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.map((entry) => (slashes && entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch {
    return []; // it is not there, or not ours to read
  }
}
