export { figure } from "../figure/index.ts";
export * from "./light-kinds.ts";
export { training } from "../training/index.ts";
