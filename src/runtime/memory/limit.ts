import os from "node:os";

/** The heap of wasm ends at 4 GiB, and what kernels need while they work comes out of it too. */
const wasmBytes = 3.5 * 2 ** 30;

/** The part of the machine's memory, or of what this process may have of it, that tensors may take. */
const part = 0.75;

/** Bytes that the tensors of a backend may take before the process is in danger. */
export function limitOf(backend: string): number {
  // Where nothing constrains the process, the answer is 0 or more than there is.
  const machine = Math.min(os.totalmem(), process.constrainedMemory() || Infinity);
  return Math.min(part * machine, backend === "wasm" ? wasmBytes : Infinity);
}
