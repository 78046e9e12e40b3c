import { readFileSync } from "node:fs";
import { types } from "node:util";
import { descriptorOf, ownValue } from "./members.ts";

/** What docs.json says of an export. The build writes it (scripts/docs). */
export interface Entry {
  kind: "function" | "class" | "value" | "namespace" | "type";
  /** One for each overload: `(a: A): B`. */
  signatures?: string[];
  /** Of a value. */
  type?: string;
  /** Markdown. */
  doc?: string;
  /** Declarations of the runtime's own types that the signatures name. */
  types?: string[];
  /** What a namespace or object holds, and a class's static methods. */
  members?: Entries;
  /** Of a class's instances. */
  methods?: Entries;
}

export type Entries = Readonly<Record<string, Entry>>;

export interface Documented {
  /** How a cell imports it. */
  module: string;
  /** From there, as in "Tensor.matMul"; empty for the module itself. */
  name: string;
  entry: Entry;
}

export interface DocsOptions {
  file: string;
  /** The namespace of a module that this kernel has loaded. Loads none. */
  loaded: (specifier: string) => object | null;
  log: (text: string) => void;
}

const tfjs = "@tensorflow/tfjs";

/**
 * What the runtime's exports are for. A value is known by its identity, whatever name it has in a cell, once a module
 * that exports it is loaded. The file is read when somebody first asks.
 */
export class Docs {
  readonly #options: DocsOptions;
  /** By identity. */
  readonly #known = new WeakMap<object, Documented>();
  readonly #walked = new WeakSet<object>();
  #modules: Readonly<Record<string, Entries>> | null = null;

  constructor(options: DocsOptions) {
    this.#options = options;
  }

  /** What a module exports, its types as well; null of a module that is not the runtime's. */
  exportsOf(specifier: string): Entries | null {
    const name = specifier === `${tfjs}-core` ? tfjs : specifier;
    return Object.hasOwn(this.#read(), name) ? this.#read()[name] : null;
  }

  of(value: unknown): Documented | null {
    return isObject(value) ? (this.#known.get(value) ?? null) : null;
  }

  /** Takes in what has been loaded since. */
  refresh(): void {
    for (const [module, members] of Object.entries(this.#read())) {
      const namespace = this.#options.loaded(module);
      if (namespace) this.#walk(namespace, { module, name: "", entry: { kind: "namespace", members } });
    }
    const tensor = tensorClass();
    const entry = this.exportsOf(tfjs)?.Tensor;
    if (tensor && entry) this.#walk(tensor, { module: tfjs, name: "Tensor", entry });
  }

  #walk(holder: object, documented: Documented): void {
    if (this.#walked.has(holder) || types.isProxy(holder)) return;
    this.#walked.add(holder);
    const { module, name, entry } = documented;
    if (!this.#known.has(holder)) this.#known.set(holder, documented);
    const prototype = ownValue(holder, "prototype");
    for (const [from, entries] of [
      [holder, entry.members],
      [prototype, entry.methods],
    ] as const) {
      if (!isObject(from) || types.isProxy(from)) continue;
      for (const [key, member] of Object.entries(entries ?? {})) {
        const value = entry.kind === "namespace" ? exported(from, key) : ownValue(from, key);
        if (isObject(value))
          this.#walk(value, { module, name: name ? `${name}.${key}` : key, entry: member });
      }
    }
  }

  #read(): Readonly<Record<string, Entries>> {
    if (this.#modules) return this.#modules;
    const { file, log } = this.#options;
    try {
      const { modules } = JSON.parse(readFileSync(file, "utf8")) as { modules: Record<string, Entries> }; // as built
      this.#modules = modules;
    } catch (error) {
      log(
        `What the runtime's exports are for cannot be read, so no documentation is shown: ${String(error)}`,
      );
      this.#modules = {};
    }
    return this.#modules;
  }
}

/** The bundler has made getters of the exports of modules within modules. */
function exported(namespace: object, name: string): unknown {
  const descriptor = descriptorOf(namespace, name);
  return descriptor?.get ? descriptor.get.call(namespace) : descriptor?.value;
}

/** tfjs keeps its class of tensors where all copies of it look: a cell may have tensors and not have imported tfjs. */
function tensorClass(): object | null {
  const shared = ownValue(globalThis, "_tfGlobals");
  const found: unknown = types.isMap(shared) ? Map.prototype.get.call(shared, "Tensor") : null;
  return isObject(found) ? found : null;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
