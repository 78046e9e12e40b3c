import { existsSync, readdirSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { moduleResolve } from "import-meta-resolve";
import { nearest } from "./nearest.ts";

/** An import that cannot be answered; the message says what to do. */
export class ImportError extends Error {
  override name = "ImportError";
}

export interface ModulesOptions {
  /** Folder of the notebook: where relative paths and npm packages are looked up. */
  folder: string;
  /** Folder of the built runtime, one file for each `noisebook/…`. */
  runtime: string;
}

type Namespace = Record<string, unknown>;

/** What `import` means in a cell. */
export class Modules {
  readonly #folder: string;
  readonly #runtime: string;
  /** The notebook as a module: imports are resolved as if from a file in its folder. */
  readonly #parent: URL;

  constructor({ folder, runtime }: ModulesOptions) {
    this.#folder = folder;
    this.#runtime = runtime;
    this.#parent = pathToFileURL(path.join(folder, "notebook.ts"));
  }

  /** What `import.meta` is in a cell. */
  get meta(): object {
    return {
      url: this.#parent.href,
      dirname: this.#folder,
      filename: fileURLToPath(this.#parent),
      resolve: (specifier: string) => this.#resolve(specifier).href,
    };
  }

  get require(): NodeJS.Require {
    return createRequire(this.#parent);
  }

  /** `import(specifier)`. */
  async importModule(specifier: string, options?: ImportCallOptions): Promise<Namespace> {
    const url = this.#resolve(specifier);
    try {
      // JSON is the one attribute that Node knows.
      const json = options?.with?.type === "json";
      return (await (json ? import(url.href, { with: { type: "json" } }) : import(url.href))) as Namespace;
    } catch (error) {
      throw explain(error, specifier);
    }
  }

  /**
   * `import { … } from specifier`. Throws when the module lacks one of `needed`; a name of `maybeTypes`, which the
   * cell itself does not use as a value, may be a type and is then undefined.
   */
  async importNames(
    specifier: string,
    needed: string[],
    maybeTypes: string[],
    options?: ImportCallOptions,
  ): Promise<Namespace> {
    const namespace = await this.importModule(specifier, options);
    for (const name of [...needed, ...maybeTypes]) {
      if (name in namespace) continue;
      const names = Object.keys(namespace).filter((key) => key !== "default");
      const close = nearest(name, names);
      // A name that almost exists is a slip, not a type.
      if (!close && maybeTypes.includes(name)) continue;
      const what = name === "default" ? "no default export" : `no export "${name}"`;
      const hint = close ? `did you mean "${close}"?` : `it has ${names.sort().join(", ")}.`;
      throw new ImportError(`"${specifier}" has ${what}; ${hint}`);
    }
    return namespace;
  }

  #resolve(specifier: string): URL {
    if (isBuiltin(specifier)) return new URL(specifier.startsWith("node:") ? specifier : `node:${specifier}`);
    if (specifier === "noisebook" || specifier.startsWith("noisebook/")) return this.#ofRuntime(specifier);
    // Two copies of tfjs would not know each other's tensors: cells get the runtime's.
    if (/^@tensorflow\/tfjs(-core)?$/.test(specifier)) return this.#runtimeFile("tfjs");
    try {
      return moduleResolve(specifier, this.#parent, new Set(["node", "import"]));
    } catch (error) {
      throw explainResolution(error, specifier, this.#folder);
    }
  }

  #runtimeFile(name: string): URL {
    return pathToFileURL(path.join(this.#runtime, `${name}.js`));
  }

  #ofRuntime(specifier: string): URL {
    const name = specifier.slice("noisebook/".length);
    const url = this.#runtimeFile(name);
    if (/^[a-z0-9-]+$/.test(name) && existsSync(url)) return url;
    const names = readdirSync(this.#runtime)
      .filter((file) => file.endsWith(".js") && file !== "tfjs.js")
      .map((file) => file.slice(0, -3));
    const close = nearest(name, names);
    const hint = close
      ? `Did you mean "noisebook/${close}"?`
      : `There are ${names.map((n) => `noisebook/${n}`).join(", ")}.`;
    throw new ImportError(`There is no module "${specifier}". ${hint}`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

function explainResolution(error: unknown, specifier: string, folder: string): unknown {
  const code = codeOf(error);
  if (code === "ERR_MODULE_NOT_FOUND" && !/^[./]|^file:/.test(specifier)) {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    return new ImportError(
      `Cannot find the package "${name}". Install it in the notebook's folder: npm install ${name}`,
    );
  }
  if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
    return new ImportError(`The package does not export "${specifier}": ${messageOf(error)}`);
  }
  if (code === "ERR_MODULE_NOT_FOUND")
    return new ImportError(`There is no file "${specifier}" in ${folder}.`);
  return code.startsWith("ERR_") ? new ImportError(`Cannot resolve "${specifier}" from ${folder}.`) : error;
}

function explain(error: unknown, specifier: string): unknown {
  switch (codeOf(error)) {
    case "ERR_MODULE_NOT_FOUND":
      return new ImportError(`Cannot import "${specifier}": ${messageOf(error)}.`);
    case "ERR_UNKNOWN_FILE_EXTENSION":
      return new ImportError(`Cannot import "${specifier}": Node reads .js, .mjs, .cjs and .json files.`);
    default:
      return error;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
