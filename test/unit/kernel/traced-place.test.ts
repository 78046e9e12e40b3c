import assert from "node:assert/strict";
import test from "node:test";
import { startKernel } from "./start-kernel.ts";

test("Why a function runs without a graph is told with the line of the cell that has it so.", async () => {
  const session = await startKernel();
  try {
    const said = await session.run(`
      import * as tf from "@tensorflow/tfjs";
      import { compile } from "noisebook/compile";
      interface Sized { size: number }
      const relu = compile(function relu(a: tf.Tensor & Sized) {
        const sum = a.sum();
        return sum.dataSync()[0] > 0 ? a.add(1) : a.neg();
      });
      const counted = compile(function counted(a: tf.Tensor1D) {
        return tf.unique(a).values;
      });
      const x = tf.tensor1d([1, 2, 2]);
      for (let i = 0; i < 20; i++) tf.dispose([relu(x), counted(x)]);
      undefined;`);
    assert.equal(said.reply.status, "ok");
    assert.match(said.text, /relu runs without a graph from here on: a number of it is read on the way \(dataSync or arraySync\) \(cell \d+, line 7\)\./); // prettier-ignore
    assert.match(said.text, /counted runs without a graph from here on: Unique cannot be traced: .* \(cell \d+, line 10\)\./); // prettier-ignore
  } finally {
    await session.kernel.stop();
  }
});
