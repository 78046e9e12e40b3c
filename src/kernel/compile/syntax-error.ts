/** A place in a cell as people count: both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** The cell is not TypeScript. `at` says where in the cell. */
export class CellSyntaxError extends SyntaxError {
  override name = "SyntaxError";
  readonly at: Position | null;

  constructor(message: string, at: Position | null) {
    super(message);
    this.at = at;
  }
}
