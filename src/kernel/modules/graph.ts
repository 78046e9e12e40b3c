import { readFileSync } from "node:fs";
import path from "node:path";
import { trailOf } from "../trail.ts";
import { bridgeCode, placed, type Bridge } from "./bridge.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { emit } from "./emit.ts";
import type { Target } from "./files.ts";
import { compileFile, placeIn, type LocalModule } from "./module.ts";
import type { Resolver } from "./resolver.ts";
import type { Steps } from "./strip-file.ts";
import { linkKey, Version } from "./version.ts";

/** A local file of an import, with all that its own imports lead to. */
interface Visited {
  module: LocalModule;
  targets: Map<string, Target>;
  /** The imports that led here, inner before outer. */
  importers: Import[];
}

/** An import in a local file, by its place in the file's JavaScript. */
interface Import {
  module: LocalModule;
  offset: number;
}

/** What an import of a local file leads to. */
export interface Loading {
  version: Version;
  /** Every local file of it, by path, and the version of each. */
  files: Map<string, Visited>;
  versions: Version[];
}

/** The local files that cells have imported, and their versions. */
export class Graph {
  readonly #resolver: Resolver;
  readonly #cache: CacheFolder;
  /** The notebook's folder, from which errors name files. */
  readonly #folder: string;
  readonly #modules = new Map<string, LocalModule>();
  readonly #current = new Map<string, Version>();
  /** All versions and bridges that ever were, by their names: old functions still run. */
  readonly #versions = new Map<string, Version>();
  readonly #bridges = new Map<string, Bridge>();
  #count = 0;

  constructor(resolver: Resolver, cache: CacheFolder, folder: string) {
    this.#resolver = resolver;
    this.#cache = cache;
    this.#folder = folder;
  }

  versionNamed(name: string): Version | null {
    return this.#versions.get(name) ?? null;
  }

  /** All versions of files, the latest last. */
  get versions(): Version[] {
    return [...this.#versions.values()];
  }

  current(file: string): Version | null {
    return this.#current.get(file) ?? null;
  }

  bridgeNamed(url: string): Bridge {
    return this.#bridges.get(url)!; // asked by the bridge itself
  }

  /**
   * The version of a file to import now: the one there was, unless the file, or one that it imports, has changed on the
   * disk since, or its imports lead elsewhere. All is read again: that takes less than to find out what need not be.
   */
  *load(file: string): Steps<Loading> {
    const files = yield* this.#visit(file);
    const fresh = new Map(
      [...this.#stale(files)].map(({ module }) => [module.file, new Version(module, this.#nameOf(module))]),
    );
    for (const version of fresh.values()) {
      for (const [key, target] of files.get(version.module.file)!.targets) {
        version.links.set(key, "url" in target ? target : this.#versionAmong(fresh, target.file));
      }
    }
    // All is written before any is current: one that cannot be leaves the others as they were.
    for (const version of fresh.values()) this.#write(version);
    for (const version of fresh.values()) {
      this.#current.set(version.module.file, version);
      this.#versions.set(version.name, version);
    }
    const versions = [...files.keys()].map((each) => this.#current.get(each)!); // as of now
    return { version: this.#current.get(file)!, files, versions };
  }

  /** An import has succeeded: others may hold what its files export. */
  keep({ versions }: Loading): void {
    for (const version of versions) version.loaded = true;
  }

  /** An import has failed or was interrupted: what nobody has got begins anew the next time. */
  forget(versions: Iterable<Version> = this.#current.values()): void {
    for (const version of [...versions]) {
      const { file } = version.module;
      if (!version.loaded && this.#current.get(file) === version) this.#current.delete(file);
    }
  }

  #versionAmong(fresh: Map<string, Version>, file: string): Version {
    return fresh.get(file) ?? this.#current.get(file)!; // what is not stale is current
  }

  *#visit(entry: string): Steps<Map<string, Visited>> {
    const files = new Map<string, Visited>();
    const waiting: { file: string; importers: Import[] }[] = [{ file: entry, importers: [] }];
    for (const { file, importers } of waiting) {
      if (files.has(file)) continue;
      try {
        const module = yield* this.#read(file);
        const targets = new Map<string, Target>();
        files.set(file, { module, targets, importers });
        for (const { key, target, offset } of this.#targetsOf(module)) {
          targets.set(key, target);
          if ("file" in target) {
            waiting.push({ file: target.file, importers: [{ module, offset }, ...importers] });
          }
        }
      } catch (error) {
        throw ledTo(error, importers);
      }
    }
    return files;
  }

  *#read(file: string): Steps<LocalModule> {
    const text = readFileSync(file, "utf8");
    const { options } = this.#resolver.configOf(file);
    const asBefore = () => {
      const known = this.#modules.get(file);
      return known?.text === text && JSON.stringify(known.options) === JSON.stringify(options) ? known : null;
    };
    const known = asBefore();
    if (known) return known;
    const module = yield* compileFile(file, this.#labelOf(file), text, options);
    // Another import may have read the file meanwhile.
    const since = asBefore();
    if (since) return since;
    this.#modules.set(file, module);
    return module;
  }

  *#targetsOf(module: LocalModule): Generator<{ key: string; target: Target; offset: number }> {
    const folder = path.dirname(module.file);
    for (const statement of module.syntax.statements) {
      if (statement.type === "export") continue;
      const { specifier, start: offset } = statement;
      try {
        const target = this.#resolver.resolve(specifier, folder, "import");
        yield { key: linkKey(specifier, "import"), target, offset };
      } catch (error) {
        throw placed(error, placeIn(module, offset));
      }
    }
    for (const { specifier, start: offset } of module.syntax.requires) {
      const target = this.#resolver.find(specifier, folder, "require");
      // What cannot be found may never be asked for, or stand in a `try`.
      if (target) yield { key: linkKey(specifier, "require"), target, offset };
    }
  }

  /** The files of which there is no version yet that is as they are now. */
  #stale(files: Map<string, Visited>): Set<Visited> {
    const stale = new Set([...files.values()].filter((visited) => !this.#isCurrent(visited)));
    for (let before = -1; before !== stale.size;) {
      before = stale.size;
      for (const visited of files.values()) {
        const leadsToStale = [...visited.targets.values()].some(
          (target) => "file" in target && stale.has(files.get(target.file)!),
        );
        if (leadsToStale) stale.add(visited);
      }
    }
    return stale;
  }

  #isCurrent({ module, targets }: Visited): boolean {
    const version = this.#current.get(module.file);
    if (version?.module !== module || version.links.size !== targets.size) return false;
    return [...targets].every(([key, target]) => {
      const link = version.links.get(key);
      if (!link) return false;
      return "url" in target
        ? "url" in link && link.url === target.url
        : link === this.#current.get(target.file);
    });
  }

  #write(version: Version): void {
    if (version.module.kind === "json") return;
    const { code, map, bridges } = emit(version);
    Object.assign(version, { code, map });
    for (const bridge of bridges) {
      this.#bridges.set(bridge.url, bridge);
      this.#cache.write(bridge.url, bridgeCode(bridge));
    }
    if (version.module.kind === "module") this.#cache.write(version.name, code);
  }

  #nameOf({ file, kind }: LocalModule): string {
    const name = `${++this.#count}-${path.basename(file)}`;
    return kind === "module" ? this.#cache.urlOf(`${name}.mjs`) : `noisebook-file-${name}`;
  }

  #labelOf(file: string): string {
    const inside = path.relative(this.#folder, file);
    return inside.startsWith("..") || path.isAbsolute(inside) ? file : inside;
  }
}

/** An error that came of imports in local files. */
export function ledTo(error: unknown, imports: Import[]): unknown {
  if (error instanceof Error) {
    trailOf(error).imports.push(...imports.map(({ module, offset }) => placeIn(module, offset)));
  }
  return error;
}
