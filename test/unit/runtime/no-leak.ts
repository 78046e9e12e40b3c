import assert from "node:assert/strict";
import { memory } from "../../../src/runtime/core/tf.ts";

/** Asserts that `work` leaves exactly `left` more tensors behind than there were. */
export async function leaves(left: number, work: () => Promise<void> | void): Promise<void> {
  const before = memory().numTensors;
  await work();
  assert.equal(memory().numTensors - before, left, "tensors left behind");
}
