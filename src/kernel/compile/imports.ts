import type * as acorn from "acorn";
import { kernelName } from "./rewrite.ts";
import { walk } from "./walk.ts";

/**
 * `import a, { b as c } from "m"` as a statement of a script:
 * `let { default: a, b: c } = await __noisebook__.importNames("m", ["default"], ["b"], undefined);`
 * The first list holds names this cell uses as values, which must exist; one of the second may be a type alone,
 * which has no value to import.
 */
export function importDeclaration(node: acorn.ImportDeclaration, program: acorn.Program): string {
  const module = JSON.stringify(node.source.value);
  const options = attributesOf(node);
  const namespace = node.specifiers.find((s) => s.type === "ImportNamespaceSpecifier");
  const named = node.specifiers
    .filter((s) => s.type !== "ImportNamespaceSpecifier")
    .map((s) => ({ imported: importedName(s), local: s.local.name }));

  const used = usedNames(program);
  const list = (wanted: boolean) =>
    JSON.stringify(named.filter(({ local }) => used.has(local) === wanted).map(({ imported }) => imported));
  const call = `await ${kernelName}.importNames(${module}, ${list(true)}, ${list(false)}, ${options})`;

  const pattern = named.map(({ imported, local }) => `${JSON.stringify(imported)}: ${local}`).join(", ");
  const all = namespace ? `let ${namespace.local.name} = ${call};` : "";
  if (namespace && !named.length) return all;
  if (namespace) return `${all} let { ${pattern} } = ${namespace.local.name};`;
  return named.length ? `let { ${pattern} } = ${call};` : `${call};`;
}

function importedName(specifier: acorn.ImportSpecifier | acorn.ImportDefaultSpecifier): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : String(imported.value);
}

function attributesOf(node: acorn.ImportDeclaration): string {
  if (!node.attributes.length) return "undefined";
  const pairs = node.attributes.map(({ key, value }) => {
    const name = key.type === "Identifier" ? key.name : String(key.value);
    return `${JSON.stringify(name)}: ${JSON.stringify(value.value)}`;
  });
  return `{ with: { ${pairs.join(", ")} } }`;
}

function usedNames(program: acorn.Program): Set<string> {
  const names = new Set<string>();
  walk(program, (node, { parent }) => {
    if (node.type === "Identifier" && !parent?.type.startsWith("Import")) names.add(node.name);
  });
  return names;
}
