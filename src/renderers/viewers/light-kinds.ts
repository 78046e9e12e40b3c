// One chunk, and not one for each kind: they share most of what they are made of, and each file that a page asks for takes its time.
export { chains } from "../chains/index.ts";
export { claim } from "../claim/index.ts";
export { comparison } from "../comparison/index.ts";
export { elbo } from "../elbo/index.ts";
export { table } from "../table/index.ts";
export { tensor } from "../tensor/index.ts";
export { trajectory } from "../trajectory/index.ts";
