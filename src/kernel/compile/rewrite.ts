import * as acorn from "acorn";
import MagicString from "magic-string";
import { endsWithSemicolon } from "./semicolon.ts";
import { importDeclaration } from "./imports.ts";
import { givenBack, type Renamed } from "./own-names.ts";
import { walk } from "./walk.ts";
import { CellSyntaxError } from "./syntax-error.ts";

/** The kernel's own object, as compiled cells reach it. */
export const kernelName = "__noisebook__";

/**
 * Makes a script for V8's REPL mode out of a cell's JavaScript:
 * - imports become awaited calls into the kernel, since evaluated text cannot import;
 * - every declaration becomes a `let`, since V8 lets another cell declare a name again only in the kind it has, and
 *   of `var` and `function` not even that (esbuild has refused assignments to this cell's constants before);
 * - `export` is dropped;
 * - behind every `await` the kernel is told that the cell goes on (attribution.ts);
 * - a last expression without a semicolon is handed to the kernel, which shows it;
 * - names within functions and blocks that esbuild has `renamed` are again what the person called them.
 */
export function rewrite(
  js: string,
  source: string,
  renamed: readonly Renamed[] = [],
): { code: string; map: string } {
  const program = parse(js);
  const text = new MagicString(js);
  for (const { start, end, before } of givenBack(renamed, program)) text.update(start, end, before);
  const imports: acorn.ImportDeclaration[] = [];
  const functions: acorn.AnyNode[] = [];
  const vars = new Set<string>();

  const declare = (node: acorn.Statement | acorn.Declaration) => {
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
      text.prependRight(node.start, `let ${node.id.name} = `).appendLeft(node.end, ";");
      if (node.type === "FunctionDeclaration") functions.push(node);
    } else if (node.type === "VariableDeclaration" && node.kind === "const") {
      text.overwrite(node.start, node.start + "const".length, "let");
    }
  };

  for (const node of program.body) {
    switch (node.type) {
      case "ImportDeclaration":
        imports.push(node);
        text.overwrite(node.start, node.end, importDeclaration(node, program));
        break;
      case "ExportNamedDeclaration":
        if (node.source) throw at(js, node.start, "A cell cannot re-export; import the names instead.");
        if (!node.declaration) text.remove(node.start, node.end);
        else text.remove(node.start, node.declaration.start);
        if (node.declaration) declare(node.declaration);
        break;
      case "ExportDefaultDeclaration":
        text.remove(node.start, node.declaration.start);
        break;
      case "ExportAllDeclaration":
        throw at(js, node.start, "A cell cannot re-export; import the names instead.");
      default:
        declare(node);
    }
  }

  walk(program, (node, { inFunction, parent }) => {
    if (node.type === "ImportExpression") {
      text.overwrite(node.start, node.start + "import".length, `${kernelName}.importModule`);
    } else if (node.type === "MetaProperty" && node.meta.name === "import") {
      text.overwrite(node.start, node.end, `${kernelName}.meta`);
    } else if (node.type === "AwaitExpression") {
      // Behind an `await` the kernel says again whose code goes on, and ends what was interrupted.
      text.prependRight(node.start, `${kernelName}.resume(${kernelName}.run, `).appendLeft(node.end, ")");
    } else if (node.type === "ForOfStatement" && node.await) {
      text.prependRight(node.right.start, `${kernelName}.each(`).appendLeft(node.right.end, ")");
    } else if (node.type === "VariableDeclaration" && node.kind === "var" && !inFunction) {
      hoistVar(text, node, parent, vars);
    }
  });

  showLastExpression(text, program, source);

  // Imports and functions may stand behind their first use, so they move to the front, in their order.
  let front = 0;
  for (const node of [...imports, ...functions]) {
    if (node.start === front) front = node.end;
    else text.move(node.start, node.end, front);
  }
  text.prepend(`"use strict"; ${vars.size ? `let ${[...vars].join(", ")};` : ""} `);
  return { code: text.toString(), map: text.generateMap({ hires: "boundary", source: "cell" }).toString() };
}

function parse(js: string): acorn.Program {
  try {
    return acorn.parse(js, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  } catch (error) {
    // esbuild has accepted the cell, so this is what only a stricter reader sees: a name declared twice, say.
    if (error instanceof SyntaxError && "loc" in error) {
      const { line, column } = error.loc as acorn.Position; // acorn's documented error shape
      throw new CellSyntaxError(error.message.replace(/ \(\d+:\d+\)$/, ""), { line, column: column + 1 });
    }
    throw error;
  }
}

/** `var a = 1, {b} = c` becomes `a = 1, {b} = c`, and the names are declared once at the front. */
function hoistVar(
  text: MagicString,
  node: acorn.VariableDeclaration,
  parent: acorn.AnyNode | null,
  vars: Set<string>,
): void {
  for (const { id } of node.declarations) for (const name of namesIn(id)) vars.add(name);
  const head =
    (parent?.type === "ForInStatement" || parent?.type === "ForOfStatement") && parent.left === node;
  const assigned = node.declarations.filter(({ init }) => init);
  const first = node.declarations[0];
  if (head || assigned.length === node.declarations.length) {
    text.remove(node.start, first.start);
  } else {
    // A declaration without a value assigns nothing: leave only those with one.
    text.remove(node.start, first.start);
    for (const declaration of node.declarations) {
      if (!declaration.init) text.overwrite(declaration.start, declaration.end, "0");
    }
  }
  if (head || (parent?.type === "ForStatement" && parent.init === node)) return;
  // In parentheses, or a pattern's brace would begin a block.
  const last = node.declarations[node.declarations.length - 1];
  text.prependRight(first.start, "(").appendLeft(last.end, ")");
}

/** The names that a pattern declares. */
export function namesIn(pattern: acorn.Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((p) => namesIn(p.type === "Property" ? p.value : p.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    case "MemberExpression":
      return [];
  }
}

function showLastExpression(text: MagicString, program: acorn.Program, source: string): void {
  const last = program.body.at(-1);
  if (!last || endsWithSemicolon(source)) return;
  const expression =
    last.type === "ExpressionStatement"
      ? last.expression
      : last.type === "ExportDefaultDeclaration" && isExpression(last.declaration)
        ? last.declaration
        : null;
  if (!expression) return;
  text.prependRight(expression.start, `${kernelName}.last((`).appendLeft(expression.end, "))");
}

const isExpression = (node: acorn.ExportDefaultDeclaration["declaration"]): node is acorn.Expression =>
  node.type !== "FunctionDeclaration" && node.type !== "ClassDeclaration";

function at(js: string, offset: number, message: string): CellSyntaxError {
  const { line, column } = acorn.getLineInfo(js, offset);
  return new CellSyntaxError(message, { line, column: column + 1 });
}
