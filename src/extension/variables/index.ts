// The variables view: what the names of the active notebook's kernel stand for, in a tree of VS Code's own.
export { Readings } from "./readings.ts";
export { VariablesView } from "./view.ts";
