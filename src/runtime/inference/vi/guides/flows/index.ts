// Flows: guides whose draws are normal numbers led through layers that can be inverted.
export { flow } from "./flow.ts";
export { iaf } from "./iaf.ts";
export type { Layer } from "./layer.ts";
export type { FlowOptions } from "./options.ts";
export { planar } from "./planar.ts";
export { realNvp } from "./real-nvp.ts";
