import type { Position } from "../compile/syntax-error.ts";
import { trailOf } from "../trail.ts";

/** A local file is not what its ending says. */
export class FileSyntaxError extends SyntaxError {
  override name = "SyntaxError";

  constructor(message: string, file: { label: string; source: string }, at: Position | null) {
    super(message);
    trailOf(this).fault = {
      source: { ...file, originalOf: (place) => place },
      at: at ?? { line: 1, column: 1 },
    };
  }
}
