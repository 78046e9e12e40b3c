// Programs: models written as the story of their data, which become targets.
export { model, type BayesModel } from "./model.ts";
export type { Program, Statements } from "./program.ts";
export type { Kept } from "./site.ts";
export type { Values } from "./simulate.ts";
