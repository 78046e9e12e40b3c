// Starts a kernel process and talks to it: what VS Code's extension and the command line have in common. Runs in
// Node, knows nothing of VS Code.
export type { CellOutput } from "./cell-output.ts";
export { KernelDied } from "./kernel-died.ts";
export {
  KernelProcess,
  type Execution,
  type KernelListeners,
  type KernelProcessOptions,
} from "./kernel-process.ts";
export { findNode, NodeNotFound, type FoundNode } from "./find-node.ts";
