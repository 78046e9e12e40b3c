import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CompilerOptions } from "../compile/strip.ts";
import type { CellSource, Script } from "../errors.ts";
import { trailOf } from "../trail.ts";
import { across } from "./bridge.ts";
import { CacheFolder } from "./cache-folder.ts";
import { runCommonJs } from "./commonjs.ts";
import { explain, noRequire } from "./explain.ts";
import { isType } from "./exports.ts";
import type { Target } from "./files.ts";
import { Graph, ledTo, type Loading } from "./graph.ts";
import { missingName } from "./missing-name.ts";
import { checkNames, withAllNames, type Namespace } from "./names.ts";
import { Resolver } from "./resolver.ts";
import { runtimeFile, tfjsFile } from "./runtime.ts";
import { shareTfjs } from "./share-tfjs.ts";
import { takeSteps, takeStepsAtOnce } from "./strip-file.ts";
import type { Version } from "./version.ts";
import { modulesSymbol } from "./words.ts";

export interface ModulesOptions {
  /** Folder of the notebook: where relative paths and npm packages are looked up. */
  folder: string;
  /** Folder of the built runtime, one file for each `noisebook/…`. */
  runtime: string;
}

/** What importing is in one file: the notebook or a local file. */
export interface Importer {
  /** `import.meta` */
  meta: ImportMeta;
  /** `import(specifier)` */
  importModule: (specifier: string | URL, options?: ImportCallOptions) => Promise<Namespace>;
  require: NodeJS.Require;
  __filename: string;
  __dirname: string;
}

/**
 * What `import` means in a cell and in the local files that cells import.
 *
 * Local files are compiled to files of their own, which Node loads: so live bindings, cycles and top-level `await` are
 * the engine's. Their names change with what they and their imports contain, since Node keeps each name's first
 * content for ever. Everything else Node loads as it is.
 */
export class Modules {
  readonly #runtime: string;
  readonly #cache = new CacheFolder();
  readonly #resolver: Resolver;
  readonly #graph: Graph;
  readonly #importers = new Map<string, Importer>();
  /** What imports have given so far, by what they led to. */
  readonly #loaded = new Map<string, Namespace>();
  /** The notebook as a file. */
  readonly #notebook: Importer;

  constructor({ folder, runtime }: ModulesOptions) {
    this.#runtime = runtime;
    this.#resolver = new Resolver(runtime);
    this.#graph = new Graph(this.#resolver, this.#cache, folder);
    this.#notebook = this.of(path.join(folder, "notebook.ts"));
    Object.defineProperty(globalThis, modulesSymbol, { value: this, configurable: true });
  }

  get notebook(): Importer {
    return this.#notebook;
  }

  /** What the notebook's tsconfig.json says of cells. */
  get compilerOptions(): CompilerOptions {
    this.#resolver.refresh();
    return this.#resolver.configOf(this.#notebook.__filename).options;
  }

  /** The local file that a script in a stack was compiled from. */
  sourceOf(script: string): CellSource | null {
    return this.#graph.versionNamed(script)?.source ?? null;
  }

  /** The local files that were imported, the latest last. */
  get scripts(): Script[] {
    return this.#graph.versions.map(({ source, code }) => ({ ...source, code }));
  }

  /** Whether a file is one that the kernel has made for Node to read. */
  isOwn(file: string): boolean {
    return this.#cache.has(file);
  }

  /** An import that an interrupt has cut off is begun anew the next time. */
  forgetUnfinished(): void {
    this.#graph.forget();
  }

  /**
   * `import { … } from specifier` in a cell. Throws when the module lacks one of `needed`; a name of `maybeTypes`,
   * which the cell itself does not use as a value, may be a type and is then undefined.
   */
  async importNames(
    specifier: string,
    needed: string[],
    maybeTypes: string[],
    options?: ImportCallOptions,
  ): Promise<Namespace> {
    const namespace = await this.#notebook.importModule(specifier, options);
    const target = this.#resolver.resolve(specifier, this.#notebook.__dirname, "import");
    const version = "file" in target ? this.#graph.current(target.file) : null;
    const unknown = maybeTypes.filter((name) => !version || !isType(version, name));
    checkNames(specifier, Object.keys(namespace), needed, unknown);
    return namespace;
  }

  /** What importing is in a local file. */
  of(file: string): Importer {
    let importer = this.#importers.get(file);
    if (!importer) this.#importers.set(file, (importer = this.#importerOf(file)));
    return importer;
  }

  /** The namespace of a module as the notebook has it, where it or a local file has imported it; loads none. */
  loaded(specifier: string): Namespace | null {
    const target = this.#resolver.find(specifier, this.#notebook.__dirname, "import");
    return target && (this.#loaded.get(keyOf(target)) ?? null);
  }

  /** What a bridge passes on. `namespace` is what it has loaded, where Node could. */
  bridge(url: string, namespace?: Namespace): Namespace {
    const bridge = this.#graph.bridgeNamed(url);
    const { link } = bridge;
    const whole = "url" in link ? wholeNamespace(link.url, namespace!) : this.#namespaceOf(link);
    this.#loaded.set(keyOf("url" in link ? link : link.module), whole);
    return across(bridge, whole);
  }

  #importerOf(file: string): Importer {
    const folder = path.dirname(file);
    return {
      meta: {
        url: pathToFileURL(file).href,
        dirname: folder,
        filename: file,
        resolve: (specifier: string) => {
          this.#resolver.refresh();
          const target = this.#resolver.resolve(specifier, folder, "import");
          return "url" in target ? target.url : pathToFileURL(target.file).href;
        },
      },
      importModule: (specifier, options) => {
        // V8 cannot follow a module's error to the code that waits for the module.
        const stack = new Error().stack ?? "";
        return this.#import(String(specifier), folder, options).catch((error: unknown) => {
          if (error instanceof Error) trailOf(error).imports.push(stack);
          throw error;
        });
      },
      require: this.#requireOf(file, null),
      __filename: file,
      __dirname: folder,
    };
  }

  async #import(specifier: string, folder: string, options?: ImportCallOptions): Promise<Namespace> {
    this.#resolver.refresh();
    const target = this.#resolver.resolve(specifier, folder, "import");
    const namespace = await this.#importTarget(target, specifier, folder, options);
    this.#loaded.set(keyOf(target), namespace);
    return namespace;
  }

  async #importTarget(
    target: Target,
    specifier: string,
    folder: string,
    options?: ImportCallOptions,
  ): Promise<Namespace> {
    if ("url" in target) {
      await this.#shareTfjs();
      try {
        // JSON is the one attribute that Node knows.
        const json = options?.with?.type === "json";
        const namespace: unknown = json
          ? await import(target.url, { with: { type: "json" } })
          : await import(target.url);
        return wholeNamespace(target.url, namespace as Namespace);
      } catch (error) {
        throw explain(error, specifier, folder);
      }
    }
    const loading = await takeSteps(this.#graph.load(target.file));
    await this.#shareTfjs();
    try {
      const { version } = loading;
      const isModule = version.module.kind === "module";
      const namespace = isModule ? ((await import(version.name)) as Namespace) : this.#namespaceOf(version);
      this.#graph.keep(loading);
      return namespace;
    } catch (error) {
      this.#graph.forget(loading.versions);
      throw this.#afterLoading(error, loading, specifier, folder);
    }
  }

  async #shareTfjs(): Promise<void> {
    if (this.#resolver.foundTfjs) await shareTfjs(tfjsFile(this.#runtime));
  }

  /** An error of a module that ran, with the imports that led to the module. */
  #afterLoading(error: unknown, loading: Loading, specifier: string, folder: string): unknown {
    if (!(error instanceof Error)) return error;
    const missing = missingName(error, loading.versions);
    const scripts = [...(error.stack ?? "").matchAll(/\(?([^\s()]+):\d+:\d+\)?$/gm)].map(([, name]) => name);
    const running =
      missing?.version ?? scripts.map((name) => this.#graph.versionNamed(name)).findLast((found) => found);
    const importers = running ? loading.files.get(running.module.file)?.importers : undefined;
    return ledTo(missing?.error ?? explain(error, specifier, folder), importers ?? []);
  }

  /** A CommonJS file or JSON as an import sees it. */
  #namespaceOf(version: Version): Namespace {
    const exports = runCommonJs(version, this.#requireOf(version.module.file, version));
    return withAllNames({ default: exports }, exports);
  }

  /** `require` in a file; in a version of one, it keeps to the versions that this one was made with. */
  #requireOf(file: string, version: Version | null): NodeJS.Require {
    const native = createRequire(file);
    const folder = path.dirname(file);
    const require = (specifier: string): unknown => {
      if (isBuiltin(specifier)) return native(specifier) as unknown;
      if (runtimeFile(specifier, this.#runtime)) throw noRequire(specifier);
      const link = version?.linkOf(specifier, "require");
      if (link && !("url" in link)) return this.#required(link, specifier);
      this.#resolver.refresh();
      const target = this.#resolver.resolve(specifier, folder, "require");
      if ("file" in target) return this.#requireFile(target.file, specifier);
      try {
        return native(fileURLToPath(target.url)) as unknown;
      } catch (error) {
        throw explain(error, specifier, folder);
      }
    };
    return Object.assign(require, native);
  }

  #requireFile(file: string, specifier: string): unknown {
    const loading = takeStepsAtOnce(this.#graph.load(file));
    try {
      const exports = this.#required(loading.version, specifier);
      this.#graph.keep(loading);
      return exports;
    } catch (error) {
      this.#graph.forget(loading.versions);
      throw error;
    }
  }

  #required(version: Version, specifier: string): unknown {
    if (version.module.kind === "module") throw noRequire(specifier);
    return runCommonJs(version, this.#requireOf(version.module.file, version));
  }
}

const keyOf = (target: Target): string => ("url" in target ? target.url : target.file);

const { cache } = createRequire(import.meta.url);

/** The namespace of a module that Node has loaded; of CommonJS with every name that it exports. */
function wholeNamespace(url: string, namespace: Namespace): Namespace {
  const commonJs = url.startsWith("file:") ? cache[fileURLToPath(url)] : undefined;
  return commonJs ? withAllNames(namespace, commonJs.exports) : namespace;
}
