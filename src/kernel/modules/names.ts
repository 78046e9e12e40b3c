import { nearest } from "../nearest.ts";
import { ImportError } from "./import-error.ts";

export type Namespace = Record<string, unknown>;

/**
 * Throws when a module lacks one of `needed`. A name of `maybeTypes`, which the importer does not use as a value, may
 * be a type and have none.
 */
export function checkNames(
  specifier: string,
  exported: string[],
  needed: string[],
  maybeTypes: string[],
): void {
  for (const name of [...needed, ...maybeTypes]) {
    if (name === "*" || exported.includes(name)) continue;
    const names = exported.filter((key) => key !== "default");
    const close = nearest(name, names);
    // A name that almost exists is a slip, not a type.
    if (!close && maybeTypes.includes(name)) continue;
    const what = name === "default" ? "no default export" : `no export "${name}"`;
    const hint = close ? `did you mean "${close}"?` : `it has ${names.sort().join(", ") || "none"}.`;
    throw new ImportError(`"${specifier}" has ${what}; ${hint}`);
  }
}

/**
 * A CommonJS module's namespace with all that `module.exports` holds. Node names only what it can read from the
 * text beforehand.
 */
export function withAllNames(namespace: Namespace, exports: unknown): Namespace {
  if ((typeof exports !== "object" && typeof exports !== "function") || exports === null) return namespace;
  const missing: string[] = [];
  for (const name in exports) if (!(name in namespace)) missing.push(name);
  if (!missing.length) return namespace;
  const whole = Object.create(null) as Namespace;
  for (const [names, from] of [
    [missing, exports as Namespace],
    [Object.keys(namespace), namespace],
  ] as const) {
    for (const name of names) Object.defineProperty(whole, name, { enumerable: true, get: () => from[name] });
  }
  return whole;
}
