import { placed, type Bridge } from "./bridge.ts";
import { exportsBehind, isLocalModule, isType, mayExport } from "./exports.ts";
import { ImportError } from "./import-error.ts";
import { placeIn } from "./module.ts";
import { checkNames } from "./names.ts";
import type { Binding, Statement } from "./syntax.ts";
import type { Link, Version } from "./version.ts";

type Importing = Exclude<Statement, { type: "export" }>;
type Named = Exclude<Importing, { type: "export all" }>;

/**
 * An import or export of a version as Node is to read it. `bridge` makes the module in between that some imports
 * need, and returns its URL.
 */
export function writeStatement(
  statement: Statement,
  version: Version,
  bridge: (bridge: Omit<Bridge, "url">) => string,
): string {
  if (statement.type === "export") return writeExport(statement.bindings, version);

  const { specifier } = statement;
  const link = version.linkOf(specifier, "import")!; // every import is linked before it is written
  const place = () => placeIn(version.module, statement.start);
  if (statement.type === "export all") {
    if (isLocalModule(link) || "url" in link) return `export * from ${quote(urlOf(link))};`;
    const message = `"${specifier}" is no ES module, so what "export *" would pass on is unknown: name the exports.`;
    throw placed(new ImportError(message), place());
  }

  const { needed, maybeTypes } = askedNames(statement, version);
  const exported = exportsBehind(link);
  if (exported) {
    const unknown = maybeTypes.filter((name) => !isLocalModule(link) || !isType(link, name));
    try {
      if (!exported.more) checkNames(specifier, [...exported.names], needed, unknown);
    } catch (error) {
      throw placed(error, place());
    }
    const kept = statement.bindings.filter(({ imported }) => mayExport(exported, imported));
    return writeNames(statement.type, kept, urlOf(link), true);
  }
  if (!statement.bindings.length && "url" in link) return `import ${quote(link.url)};`;
  const url = bridge({ specifier, link, needed, maybeTypes, place: place() });
  return writeNames(statement.type, statement.bindings, url);
}

const urlOf = (link: Link): string => ("url" in link ? link.url : link.name);

/** `export { a as b }`, without the types among them. */
function writeExport(bindings: Binding[], version: Version): string {
  const types = importedTypes(version);
  const kept = bindings.filter(({ imported }) => !types.has(imported));
  return `export { ${kept.map(({ imported, local }) => `${imported} as ${quote(local)}`).join(", ")} };`;
}

/**
 * Names that a file imports only to export them, and that have no value where they come from. A compiler that sees
 * one file at a time cannot know them for types.
 */
function importedTypes(version: Version): Set<string> {
  const types = new Set<string>();
  for (const statement of version.module.syntax.statements) {
    if (statement.type !== "import") continue;
    const link = version.linkOf(statement.specifier, "import");
    const exported = link && exportsBehind(link);
    if (!exported) continue;
    for (const { imported, local } of statement.bindings) {
      if (!version.module.syntax.used.has(local) && !mayExport(exported, imported)) types.add(local);
    }
  }
  return types;
}

/** The names that must be values, and those that the file only passes on, which may be types. */
function askedNames({ type, bindings }: Named, version: Version): { needed: string[]; maybeTypes: string[] } {
  const needed = new Set<string>();
  const maybeTypes = new Set<string>();
  for (const { imported, local } of bindings) {
    const isUsed = type === "import" && version.module.syntax.used.has(local);
    (isUsed ? needed : maybeTypes).add(imported);
  }
  return { needed: [...needed], maybeTypes: [...maybeTypes].filter((name) => !needed.has(name)) };
}

/** `wholly`: "*" stands for the whole module, and is no name that it exports. */
function writeNames(type: Named["type"], bindings: Binding[], url: string, wholly = false): string {
  const [word, target] = type === "import" ? ["import", (name: string) => name] : ["export", quote];
  const isWhole = ({ imported }: Binding) => wholly && imported === "*";
  const whole = bindings
    .filter(isWhole)
    .map(({ local }) => `${word} * as ${target(local)} from ${quote(url)};`);
  const names = bindings
    .filter((binding) => !isWhole(binding))
    .map(({ imported, local }) => `${quote(imported)} as ${target(local)}`);
  // Without names it is an import for its effects, which must stay.
  if (names.length || !whole.length) whole.push(`${word} { ${names.join(", ")} } from ${quote(url)};`);
  return whole.join(" ");
}

const quote = (text: string): string => JSON.stringify(text);
