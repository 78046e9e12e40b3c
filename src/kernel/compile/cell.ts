import { originalPlaces } from "./original.ts";
import { renamedIn } from "./own-names.ts";
import { rewrite } from "./rewrite.ts";
import { strip, type CompilerOptions } from "./strip.ts";
import type { Position } from "./syntax-error.ts";

export interface CompiledCell {
  /** Script for V8's REPL mode. */
  code: string;
  /** From a place in `code` to the place in the cell that it came from. */
  originalOf: (place: Position) => Position | null;
}

/**
 * Compiles a cell: `strip` erases the types, `rewrite` makes a REPL script of the module. `options` are those of the
 * notebook's tsconfig.json.
 */
export async function compileCell(
  source: string,
  name: string,
  options: CompilerOptions = {},
): Promise<CompiledCell> {
  const stripped = await strip(source, name, options);
  const { code, map } = rewrite(stripped.js, source, renamedIn(stripped.js, stripped.map));
  return {
    code: `${code}\n//# sourceURL=${name}`,
    originalOf: originalPlaces([map, stripped.map]),
  };
}
