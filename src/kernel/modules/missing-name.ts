import { placed } from "./bridge.ts";
import { ImportError } from "./import-error.ts";
import { placeIn } from "./module.ts";
import type { Version } from "./version.ts";

/**
 * The importer of a name that a local file was thought to pass on of a package, of which nobody knew the names
 * beforehand. V8's own error speaks of compiled files.
 */
export function missingName(error: Error, versions: Version[]): { error: unknown; version: Version } | null {
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'/.exec(error.message);
  if (!match) return null;
  const [, url, name] = match;
  for (const version of versions) {
    for (const statement of version.module.syntax.statements) {
      if (statement.type === "export" || statement.type === "export all") continue;
      const link = version.linkOf(statement.specifier, "import");
      if (!link || "url" in link || link.name !== url) continue;
      if (!statement.bindings.some(({ imported }) => imported === name)) continue;
      const told = new ImportError(`"${statement.specifier}" has no export "${name}".`);
      return { error: placed(told, placeIn(version.module, statement.start)), version };
    }
  }
  return null;
}
