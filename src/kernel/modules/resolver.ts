import fs from "node:fs";
import { builtinModules, isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CachedInputFileSystem, ResolverFactory, type Resolver as Finder } from "enhanced-resolve";
import { nearest } from "../nearest.ts";
import { noModule } from "./explain.ts";
import { aliases, endings, isCompiled, isImportable, isPath, type Target } from "./files.ts";
import { ImportError } from "./import-error.ts";
import { installCommand, isInstalled, packageOf } from "./install.ts";
import { runtimeFile } from "./runtime.ts";
import { wantsTfjs } from "./wants-tfjs.ts";
import { TsConfigs, type TsConfig } from "./tsconfig.ts";

/** Who asks: packages may give `import` and `require` different files. */
export type How = "import" | "require";

/** Finds what specifiers name. What it has read of the disk it believes until `refresh`. */
export class Resolver {
  readonly #runtime: string;
  readonly #disk = new CachedInputFileSystem(fs, 4000);
  /** Made when first asked: most notebooks import the runtime alone, and these take a while to set up. */
  readonly #finders = new Map<string, Finder>();
  /** Whether a package that imports tfjs was found. */
  foundTfjs = false;
  #configs = new TsConfigs();
  #found = new Map<string, Target>();

  constructor(runtime: string) {
    this.#runtime = runtime;
  }

  /** Files may have come, gone and changed. */
  refresh(): void {
    this.#disk.purge();
    this.#configs = new TsConfigs();
    this.#found = new Map();
  }

  configOf(file: string): TsConfig {
    return this.#configs.of(path.dirname(file));
  }

  /** What `specifier` names in a file of `folder`. Throws ImportError. */
  resolve(specifier: string, folder: string, how: How): Target {
    const key = JSON.stringify([specifier, folder, how]);
    let target = this.#found.get(key);
    if (!target) this.#found.set(key, (target = this.#resolve(specifier, folder, how)));
    if (!this.foundTfjs && "url" in target && target.url.includes("/node_modules/"))
      this.foundTfjs = wantsTfjs(fileURLToPath(target.url));
    return target;
  }

  /** The same, or null where nothing is found. */
  find(specifier: string, folder: string, how: How): Target | null {
    try {
      return this.resolve(specifier, folder, how);
    } catch (error) {
      if (error instanceof ImportError) return null;
      throw error;
    }
  }

  #resolve(specifier: string, folder: string, how: How): Target {
    if (isBuiltin(specifier)) return { url: specifier.startsWith("node:") ? specifier : `node:${specifier}` };
    if (specifier.startsWith("node:")) throw noBuiltin(specifier);
    if (/^(data|https?):/.test(specifier)) return { url: specifier };
    const own = runtimeFile(specifier, this.#runtime);
    if (own) return { url: pathToFileURL(own).href };
    if (isPath(specifier)) return this.#path(specifier, folder, how);
    for (const candidate of this.#configs.of(folder).candidates(specifier)) {
      const file = find(this.#finder("files", how), candidate, folder);
      if (typeof file === "string") return targetOf(file);
    }
    // What a package.json calls "#x" is a file beside it.
    const file = find(this.#finder(specifier.startsWith("#") ? "files" : "packages", how), specifier, folder);
    if (typeof file === "string") return targetOf(file);
    throw this.#explain(file, specifier, folder);
  }

  #path(specifier: string, folder: string, how: How): Target {
    // A query is a way to have a module anew, which an edit does here by itself.
    const bare = specifier.replace(/\?.*$/, "");
    const named = bare.startsWith("file:") ? fileURLToPath(bare) : bare;
    const file = find(this.#finder("files", how), named, folder);
    if (typeof file === "string" && how === "import" && !isImportable(file)) throw noModule(specifier);
    if (typeof file === "string") return targetOf(file);
    throw new ImportError(`There is no file "${specifier}" in ${folder}.`);
  }

  #explain({ message }: Error, specifier: string, folder: string): ImportError {
    if (/not exported|no valid target/.test(message)) {
      return new ImportError(`The package does not export "${specifier}": ${message}`);
    }
    const name = packageOf(specifier);
    if (!name)
      return new ImportError(
        `Cannot find "${specifier}", neither by a package.json nor a tsconfig.json of ${folder}.`,
      );
    if (!isInstalled(name, folder)) {
      const command = installCommand(name, folder);
      return new ImportError(
        `Cannot find the package "${name}". Install it in the notebook's folder: ${command}`,
      );
    }
    return new ImportError(`The package "${name}" is installed, but there is no "${specifier}" in it.`);
  }

  #finder(of: "files" | "packages", how: How): Finder {
    const key = `${of} ${how}`;
    let finder = this.#finders.get(key);
    if (!finder) this.#finders.set(key, (finder = this.#makeFinder(of, how)));
    return finder;
  }

  #makeFinder(of: "files" | "packages", how: How): Finder {
    return ResolverFactory.createResolver({
      fileSystem: this.#disk,
      useSyncFileSystemCalls: true,
      // As Node has it, so that a package imported here and by another package is the same.
      conditionNames: ["node", how, "node-addons", ...(requiresModules ? ["module-sync"] : [])],
      mainFields: ["main"],
      // A package's TypeScript lies beside what it was compiled to.
      extensions: of === "files" ? endings : [".js", ".json", ".node"],
      extensionAlias: of === "files" ? aliases : {},
    });
  }
}

/** Whether this Node knows the condition "module-sync". */
const requiresModules = "require_module" in process.features && process.features.require_module;

function find(finder: Finder, specifier: string, folder: string): string | Error {
  try {
    // A "#" in a path comes back behind a null.
    const file = finder.resolveSync({}, folder, specifier);
    return file === false ? new Error(`"${specifier}" is left out on purpose`) : file.replaceAll("\0", "");
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const targetOf = (file: string): Target => (isCompiled(file) ? { file } : { url: pathToFileURL(file).href });

function noBuiltin(specifier: string): ImportError {
  const close = nearest(
    specifier,
    builtinModules.map((name) => `node:${name}`),
  );
  const hint = close ? `Did you mean "${close}"?` : "A newer Node may have it.";
  return new ImportError(`Node ${process.versions.node} has no module "${specifier}". ${hint}`);
}
