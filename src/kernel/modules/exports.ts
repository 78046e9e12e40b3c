import type { Link, Version } from "./version.ts";

/** What a module may export: the names it says, and whether it passes on others that nobody knows beforehand. */
export interface Exports {
  names: Set<string>;
  more: boolean;
}

/** What is known before anything runs; null of a package, CommonJS and JSON. */
export function exportsBehind(link: Link): Exports | null {
  if (isLocalModule(link)) return exportsOf(link);
  if (!("url" in link) || !link.url.startsWith("node:")) return null;
  const builtin = process.getBuiltinModule(link.url) ?? {};
  return { names: new Set(["default", ...Object.keys(builtin)]), more: false };
}

function exportsOf(version: Version, seen = new Set<Version>()): Exports {
  const all: Exports = { names: new Set(version.module.syntax.exported), more: false };
  seen.add(version);
  for (const statement of version.module.syntax.statements) {
    if (statement.type === "export" || statement.type === "export from") {
      for (const { local } of statement.bindings) all.names.add(local);
    } else if (statement.type === "export all") {
      const link = version.linkOf(statement.specifier, "import");
      if (isLocalModule(link) && seen.has(link)) continue;
      const passed = isLocalModule(link) ? exportsOf(link, seen) : link && exportsBehind(link);
      if (!passed) all.more = true;
      else {
        for (const name of passed.names) if (name !== "default") all.names.add(name);
        all.more ||= passed.more;
      }
    }
  }
  return all;
}

export const mayExport = ({ names, more }: Exports, name: string): boolean =>
  name === "*" || names.has(name) || (more && name !== "default");

/** Whether a file, or a local one that it imports, declares such a type. */
export function isType(version: Version, name: string, seen = new Set<Version>()): boolean {
  if (seen.has(version)) return false;
  seen.add(version);
  const types = version.module.text.matchAll(/\b(?:interface|type)\s+([\p{ID_Continue}$]+)/gu);
  if ([...types].some(([, declared]) => declared === name)) return true;
  return [...version.links.values()].some((link) => isLocalModule(link) && isType(link, name, seen));
}

/** Whether a link leads to an ES module of ours, of which all is known beforehand. */
export const isLocalModule = (link: Link | undefined): link is Version =>
  link !== undefined && "module" in link && link.module.kind === "module";
