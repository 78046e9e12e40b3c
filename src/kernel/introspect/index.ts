// What a console or an editor asks of a session: completions, what a name stands for, whether a cell is whole, what was
// run before. Nothing here runs code that changes anything.
export { complete } from "./complete.ts";
export { Docs } from "./docs.ts";
export { History } from "./history.ts";
export { inspect, inspectExpression } from "./inspect.ts";
export { isComplete } from "./is-complete.ts";
export { pageRequest, type PageRequest } from "./page.ts";
export { Peeker } from "./peek.ts";
export type { View } from "./view.ts";
