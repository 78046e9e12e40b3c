import * as acorn from "acorn";
import { namesIn } from "../compile/rewrite.ts";
import { walk } from "../compile/walk.ts";

/** A stretch of a text, by its offsets. */
export interface Span {
  start: number;
  end: number;
}

/** A name that an import brings or an export gives: `imported` is "*" for the whole module. */
export interface Binding {
  imported: string;
  local: string;
}

/** An import or export whose text depends on what it leads to. */
export type Statement = Span &
  (
    | { type: "import"; specifier: string; bindings: Binding[] }
    /** `export { imported as local } from "specifier"` */
    | { type: "export from"; specifier: string; bindings: Binding[] }
    | { type: "export all"; specifier: string }
    /** `export { imported as local }` of names of this file */
    | { type: "export"; bindings: Binding[] }
  );

/** What of a module's JavaScript the kernel needs to know. */
export interface Syntax {
  /** Whether only an ES module can be written so. */
  isModule: boolean;
  statements: Statement[];
  /** `require("specifier")`. */
  requires: (Span & { specifier: string })[];
  dynamicImports: Span[];
  metas: Span[];
  /** Names of exported declarations, "default" among them. */
  exported: string[];
  /** Names declared or imported at the top. */
  declared: Set<string>;
  /** Names that occur elsewhere than in an import or an export's braces. */
  used: Set<string>;
  /** Length of a "#!" line. */
  hashbang: number;
}

/** Reads a module's imports and exports. Throws acorn's SyntaxError. */
export function readSyntax(js: string): Syntax {
  const program = parse(js);
  const syntax: Syntax = {
    isModule: false,
    statements: [],
    requires: [],
    dynamicImports: [],
    metas: [],
    exported: [],
    declared: new Set(),
    used: new Set(),
    hashbang: /^#!.*/.exec(js)?.[0].length ?? 0,
  };
  for (const node of program.body) readTop(node, syntax);
  walk(program, (node, { parent, inFunction }) => {
    if (node.type === "ImportExpression") syntax.dynamicImports.push(span(node));
    else if (node.type === "MetaProperty" && node.meta.name === "import") syntax.metas.push(span(node));
    else if (node.type === "AwaitExpression" && !inFunction) syntax.isModule = true;
    else if (node.type === "ForOfStatement" && node.await && !inFunction) syntax.isModule = true;
    else if (node.type === "CallExpression") readRequire(node, syntax);
    else if (node.type === "Identifier" && !/^(Import|Export).*Specifier$/.test(parent?.type ?? ""))
      syntax.used.add(node.name);
  });
  if (syntax.metas.length) syntax.isModule = true;
  return syntax;
}

function parse(js: string): acorn.Program {
  const options = { ecmaVersion: "latest", allowReturnOutsideFunction: true, allowHashBang: true } as const;
  try {
    return acorn.parse(js, { ...options, sourceType: "module", allowAwaitOutsideFunction: true });
  } catch (error) {
    // What a module may not say, a CommonJS file may: octal numbers, `with`, a variable named `await`.
    try {
      return acorn.parse(js, { ...options, sourceType: "script" });
    } catch {
      throw error;
    }
  }
}

const span = ({ start, end }: Span): Span => ({ start, end });

function readTop(node: acorn.Statement | acorn.ModuleDeclaration, syntax: Syntax): void {
  if (/^(Import|Export)/.test(node.type)) syntax.isModule = true;
  switch (node.type) {
    case "ImportDeclaration": {
      const bindings = node.specifiers.map((each) => ({
        imported:
          each.type === "ImportDefaultSpecifier"
            ? "default"
            : each.type === "ImportNamespaceSpecifier"
              ? "*"
              : nameOf(each.imported),
        local: each.local.name,
      }));
      for (const { local } of bindings) syntax.declared.add(local);
      syntax.statements.push({ ...span(node), type: "import", specifier: textOf(node.source), bindings });
      break;
    }
    case "ExportAllDeclaration": {
      const from = { ...span(node), specifier: textOf(node.source) };
      if (!node.exported) syntax.statements.push({ ...from, type: "export all" });
      else {
        const bindings = [{ imported: "*", local: nameOf(node.exported) }];
        syntax.statements.push({ ...from, type: "export from", bindings });
      }
      break;
    }
    case "ExportNamedDeclaration": {
      const bindings = node.specifiers.map((each) => ({
        imported: nameOf(each.local),
        local: nameOf(each.exported),
      }));
      if (node.source) {
        const specifier = textOf(node.source);
        syntax.statements.push({ ...span(node), type: "export from", specifier, bindings });
      } else if (node.declaration) {
        const names = declaredBy(node.declaration);
        syntax.exported.push(...names);
        for (const name of names) syntax.declared.add(name);
      } else syntax.statements.push({ ...span(node), type: "export", bindings });
      break;
    }
    case "ExportDefaultDeclaration":
      syntax.exported.push("default");
      if ("id" in node.declaration && node.declaration.id) syntax.declared.add(node.declaration.id.name);
      break;
    default:
      for (const name of declaredBy(node)) syntax.declared.add(name);
  }
}

function readRequire({ callee, arguments: given, ...node }: acorn.CallExpression, syntax: Syntax): void {
  const first = given.at(0);
  if (callee.type !== "Identifier" || callee.name !== "require") return;
  if (first?.type !== "Literal" || typeof first.value !== "string") return;
  syntax.requires.push({ ...span(node), specifier: first.value });
}

const textOf = (literal: acorn.Literal): string => String(literal.value);

const nameOf = (name: acorn.Identifier | acorn.Literal): string =>
  name.type === "Identifier" ? name.name : textOf(name);

/** The names that a statement declares at its own level. */
function declaredBy(node: acorn.Statement | acorn.Declaration): string[] {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") return [node.id.name];
  return node.type === "VariableDeclaration" ? node.declarations.flatMap(({ id }) => namesIn(id)) : [];
}
