// What runs as a graph has the numbers that it has kernel by kernel.
import assert from "node:assert/strict";
import test from "node:test";
import { compile } from "../../src/runtime/compile/index.ts";
import * as tf from "../../src/runtime/core/tf.ts";
import { stream } from "../../src/runtime/random/index.ts";
import { randomGraph } from "./random-graph.ts";

/** Others on each major of Node: 500 on each backend in all. */
const count = Number(process.env["NOISEBOOK_GRAPHS"] ?? 250);
const seed = Number(process.env["NOISEBOOK_SEED"] ?? parseInt(process.versions.node));
const onWebgpu = (process.env.NOISEBOOK_BACKEND ?? "") === "webgpu";

interface Slopes {
  value: tf.Scalar;
  grads: tf.Tensor[];
}

async function numbersOf({ value, grads }: Slopes): Promise<number[][]> {
  const all = await Promise.all([value, ...grads].map(async (x) => [...(await x.data())]));
  tf.dispose([value, ...grads]);
  return all;
}

test(
  `${count} random graphs, with their gradients, are the same compiled and eager`,
  { skip: onWebgpu && "which compiles nothing" },
  async () => {
    const root = stream(seed);
    const before = tf.memory().numTensors;
    let graphs = 0;
    for (let which = 0; which < count; which++) {
      const random = root.split(which);
      const graph = randomGraph(random, 3 + (which % 12));
      const slopes = (a: tf.Tensor, b: tf.Tensor, factor: number): Slopes =>
        tf.valueAndGrads((x: tf.Tensor, y: tf.Tensor) => graph(x, y, factor))([a, b]);
      const compiled = compile(slopes);
      for (let call = 0; call < 3; call++) {
        const [a, b] = [0, 1].map(() => tf.tensor(random.normal(12), [3, 4]));
        const factor = 1 + call / 3;
        const eager = await numbersOf(tf.tidy(() => slopes(a, b, factor) as never));
        const ours = await numbersOf(compiled(a, b, factor));
        eager.forEach((values, part) =>
          values.forEach((value, i) => {
            const apart = Math.abs(value - ours[part][i]);
            assert.ok(
              apart <= 1e-5 + 1e-4 * Math.abs(value),
              `graph ${which}, call ${call + 1}, part ${part}, entry ${i}: ${ours[part][i]} as a graph, ${value} eager`,
            );
          }),
        );
        tf.dispose([a, b]);
      }
      const [{ eager, kernels }] = compiled.about();
      assert.equal(eager, null, `graph ${which}`);
      graphs += kernels.length;
      compiled.dispose();
    }
    assert.equal(graphs, count);
    assert.equal(tf.memory().numTensors, before);
  },
);
