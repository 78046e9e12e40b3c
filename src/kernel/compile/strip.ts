import * as esbuild from "esbuild";
import { CellSyntaxError } from "./syntax-error.ts";

export interface Stripped {
  js: string;
  /** Source map from `js` to the cell, as JSON. */
  map: string;
}

/** Those of tsconfig.json that esbuild knows. */
export type CompilerOptions = NonNullable<esbuild.TsconfigRaw["compilerOptions"]>;

/**
 * TypeScript to JavaScript, types erased, nothing else changed. Imports that this cell does not use stay: a later
 * cell may. Throws `CellSyntaxError` with the place in the cell.
 */
export async function strip(source: string, name: string, options: CompilerOptions = {}): Promise<Stripped> {
  try {
    const { code, map } = await esbuild.transform(source, {
      loader: "ts",
      target: "node20.18",
      sourcemap: "external",
      sourcefile: name,
      charset: "utf8",
      // The script declares everything with `let`, so this is where assigning to a constant is caught.
      logOverride: { "assign-to-constant": "error" },
      tsconfigRaw: { compilerOptions: { ...options, verbatimModuleSyntax: true } },
    });
    return { js: code, map };
  } catch (error) {
    throw isFailure(error) ? syntaxErrorOf(error) : error;
  }
}

export const isFailure = (error: unknown): error is esbuild.TransformFailure =>
  error instanceof Error && "errors" in error && Array.isArray(error.errors) && error.errors.length > 0;

function syntaxErrorOf(failure: esbuild.TransformFailure): CellSyntaxError {
  const { text, location } = failure.errors[0];
  return new CellSyntaxError(text, location ? { line: location.line, column: location.column + 1 } : null);
}
