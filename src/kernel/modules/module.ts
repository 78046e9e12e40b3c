import * as acorn from "acorn";
import path from "node:path";
import { originalPlaces } from "../compile/original.ts";
import type { CompilerOptions } from "../compile/strip.ts";
import type { Position } from "../compile/syntax-error.ts";
import type { Place } from "../trail.ts";
import { packageType } from "./package-type.ts";
import type { Steps } from "./strip-file.ts";
import { readSyntax, type Syntax } from "./syntax.ts";
import { FileSyntaxError } from "./syntax-error.ts";

/** A local file as it was read, whatever its imports lead to. */
export interface LocalModule {
  file: string;
  /** How errors name it. */
  label: string;
  text: string;
  options: CompilerOptions;
  kind: "module" | "commonjs" | "json";
  js: string;
  /** Source map from `js` to `text`. */
  map: string;
  syntax: Syntax;
}

/** Compiles a file, up to what its imports lead to. */
export function* compileFile(
  file: string,
  label: string,
  text: string,
  options: CompilerOptions,
): Steps<LocalModule> {
  const about = { file, label, text, options };
  if (file.endsWith(".json")) return { ...about, kind: "json", js: text, map: "", syntax: readSyntax("") };
  const { js, map } = yield about;
  try {
    const syntax = readSyntax(js);
    return { ...about, kind: kindOf(file, syntax), js, map, syntax };
  } catch (error) {
    if (!(error instanceof SyntaxError && "loc" in error)) throw error;
    const { line, column } = error.loc as acorn.Position; // acorn's documented error shape
    const at = originalPlaces([map])({ line, column: column + 1 });
    throw new FileSyntaxError(error.message.replace(/ \(\d+:\d+\)$/, ""), { label, source: text }, at);
  }
}

/** As Node decides, save that the syntax decides before package.json does, as tools for TypeScript have it. */
function kindOf(file: string, { isModule, used }: Syntax): "module" | "commonjs" {
  const ending = path.extname(file);
  if (ending === ".mts" || ending === ".mjs") return "module";
  if (ending === ".cts" || ending === ".cjs") return "commonjs";
  if (isModule || packageType(path.dirname(file)) === "module") return "module";
  // TypeScript without an import or export is a script of types or effects, unless it speaks CommonJS.
  return ending === ".js" || used.has("module") || used.has("exports") ? "commonjs" : "module";
}

/** The place in the file that a place in `js` came from. */
export function placeIn({ js, map, label, text }: LocalModule, offset: number): Place {
  const { line, column } = acorn.getLineInfo(js, offset);
  const at: Position = originalPlaces([map])({ line, column: column + 1 }) ?? { line: 1, column: 1 };
  return { source: { label, source: text, originalOf: (place) => place }, at };
}
