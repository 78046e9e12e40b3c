import { originalPlaces } from "../compile/original.ts";
import type { Position } from "../compile/syntax-error.ts";
import type { CellSource } from "../errors.ts";
import type { How } from "./resolver.ts";
import type { LocalModule } from "./module.ts";

/** What a specifier of a version leads to: another version, or a module that Node loads by itself. */
export type Link = Version | { url: string };

/**
 * A local file together with the versions of what it imports: there is a new one when the file or any of those was
 * edited, and until then everyone who imports it has the same.
 */
export class Version {
  readonly module: LocalModule;
  /** The script's name in stacks: a file URL of an ES module, which Node loads from the disk. */
  readonly name: string;
  readonly links = new Map<string, Link>();
  /** Compiled, and the source map from there to the module's `js`. Set once `links` are. */
  code = "";
  map = "";
  /** Whether an import of it has succeeded, so that others may hold what it exports. */
  loaded = false;
  /** The `module` of a CommonJS file or of JSON, once it runs or has run. */
  commonJs: { exports: unknown } | null = null;
  #original: ((place: Position) => Position | null) | null = null;

  constructor(module: LocalModule, name: string) {
    this.module = module;
    this.name = name;
  }

  linkOf(specifier: string, how: How): Link | undefined {
    return this.links.get(linkKey(specifier, how));
  }

  get source(): CellSource {
    const { label, text, map } = this.module;
    this.#original ??= originalPlaces([this.map, map]);
    return { label, source: text, originalOf: this.#original };
  }
}

export const linkKey = (specifier: string, how: How): string => `${how} ${specifier}`;
