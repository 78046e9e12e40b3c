import path from "node:path";

/** What a specifier names: a file that the kernel compiles, or a module that Node loads by itself. */
export type Target = { file: string } | { url: string };

export const typed = [".ts", ".tsx", ".mts", ".cts"];
const plain = [".js", ".mjs", ".cjs", ".jsx"];

/** The endings that an import of a local file may leave out, in the order they are tried. */
export const endings = [...typed, ...plain, ".json"];

/** TypeScript's own rule: a file is imported by the name it will have as JavaScript. */
export const aliases = {
  ".js": [".ts", ".tsx", ".js"],
  ".jsx": [".tsx", ".jsx"],
  ".mjs": [".mts", ".mjs"],
  ".cjs": [".cts", ".cjs"],
};

/** Whether the kernel compiles this file: a package's JavaScript is Node's to load, its TypeScript and JSON are not. */
export function isCompiled(file: string): boolean {
  const ending = path.extname(file);
  if (typed.includes(ending) || ending === ".json") return true;
  return plain.includes(ending) && !file.split(path.sep).includes("node_modules");
}

/** Whether a file may be a module by its ending: one without any is JavaScript to Node. */
export const isImportable = (file: string): boolean =>
  [...endings, ".node", ".wasm", ""].includes(path.extname(file));

/** "./x", "../x", "/x" and file URLs: a file, whatever packages there are. */
export const isPath = (specifier: string): boolean =>
  /^(\.{1,2}(\/|$)|\/|file:)/.test(specifier) || path.isAbsolute(specifier);
