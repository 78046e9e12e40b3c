import remapping from "@jridgewell/remapping";
import { TraceMap, originalPositionFor } from "@jridgewell/trace-mapping";
import { rewrite } from "./rewrite.ts";
import { strip } from "./strip.ts";
import type { Position } from "./syntax-error.ts";

export interface CompiledCell {
  /** Script for V8's REPL mode. */
  code: string;
  /** From a place in `code` to the place in the cell that it came from. */
  originalOf: (place: Position) => Position | null;
}

/** Compiles a cell: `strip` erases the types, `rewrite` makes a REPL script of the module. */
export async function compileCell(source: string, name: string): Promise<CompiledCell> {
  const stripped = await strip(source, name);
  const { code, map } = rewrite(stripped.js, source);
  const trace = new TraceMap(remapping([map, stripped.map], () => null).toString());
  return {
    code: `${code}\n//# sourceURL=${name}`,
    originalOf: ({ line, column }) => {
      const original = originalPositionFor(trace, { line, column: column - 1 });
      return original.line === null ? null : { line: original.line, column: original.column + 1 };
    },
  };
}
