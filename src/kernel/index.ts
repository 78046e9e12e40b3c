// One Node process per notebook: compiles a cell, evaluates it, sends outputs, ends it when asked. main.ts is the
// process; compile/ makes scripts of cells and is what the language server builds on as well.
export { compileCell, type CompiledCell } from "./compile/cell.ts";
export { CellSyntaxError, type Position } from "./compile/syntax-error.ts";
