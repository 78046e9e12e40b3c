import path from "node:path";
import { createPathsMatcher, getTsconfig } from "get-tsconfig";
import type { CompilerOptions } from "../compile/strip.ts";
import { ImportError } from "./import-error.ts";

/** What the nearest tsconfig.json says of a folder's files. */
export interface TsConfig {
  options: CompilerOptions;
  /** Paths, without their extensions perhaps, that `paths` and `baseUrl` name for a specifier. */
  candidates: (specifier: string) => string[];
}

/** The tsconfig.json of each folder, `extends` resolved, as read once. */
export class TsConfigs {
  readonly #files = new Map<string, unknown>();
  readonly #folders = new Map<string, TsConfig>();

  of(folder: string): TsConfig {
    let config = this.#folders.get(folder);
    if (!config) this.#folders.set(folder, (config = this.#read(folder)));
    return config;
  }

  #read(folder: string): TsConfig {
    try {
      const found = getTsconfig(path.join(folder, "file.ts"), "tsconfig.json", this.#files);
      const candidates = found ? createPathsMatcher(found) : null;
      return {
        options: ofEsbuild(found?.config.compilerOptions ?? {}), // the same words
        candidates: candidates ?? (() => []),
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ImportError(`The tsconfig.json of ${folder} cannot be read: ${reason}`);
    }
  }
}

/** The options that change what code does. Of `target` esbuild takes only what fields of classes mean by default. */
const meant = [
  "alwaysStrict",
  "experimentalDecorators",
  "importsNotUsedAsValues",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "preserveValueImports",
  "strict",
  "target",
  "useDefineForClassFields",
  "verbatimModuleSyntax",
] as const;

function ofEsbuild(options: CompilerOptions): CompilerOptions {
  const chosen = Object.fromEntries(meant.filter((key) => key in options).map((key) => [key, options[key]]));
  // JSX that is to be kept for another tool, or of which nothing is said, is written for the automatic runtime.
  const jsx = options.jsx && !/^(preserve|react-native)$/.test(options.jsx) ? options.jsx : "react-jsx";
  return { ...chosen, jsx };
}
