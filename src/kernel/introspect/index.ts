// What a console or an editor asks of a session: completions, what a name stands for, whether a cell is whole, what was
// run before. Nothing here runs code that changes anything.
export { complete, type Places } from "./complete.ts";
export { History } from "./history.ts";
export { inspect } from "./inspect.ts";
export { isComplete } from "./is-complete.ts";
export { Peeker } from "./peek.ts";
