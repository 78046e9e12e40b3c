// Tensors are freed by themselves: what no variable, closure or output can reach goes when much has been made since the
// last collection. `tidy`, `keep` and `dispose` work as ever, and spare the collection its work.
import "../core/tf.ts";

export type { TensorMemory } from "../../protocol/host.ts";
export type { Freed } from "./collection.ts";
export { collect } from "./collect.ts";
export { memory } from "./memory.ts";
export { OutOfTensorMemory } from "./out-of-memory.ts";
