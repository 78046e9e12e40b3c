import assert from "node:assert/strict";
import test from "node:test";
import { shared } from "../shared.ts";
import { startKernel } from "./start-kernel.ts";

/** A kernel with the runtime imported, and the number of tensors that are alive after a collection. */
async function startWithTensors() {
  const session = await startKernel();
  const { reply } = await session.run(`
    import * as tf from "@tensorflow/tfjs";
    import { collect, memory } from "noisebook/memory";
    undefined;`);
  assert.equal(reply.status, "ok");
  return {
    kernel: session.kernel,
    free: session.free,
    run: session.run.bind(session),
    async alive(): Promise<number> {
      const { value, reply } = await session.run("await collect(); memory().tensors");
      assert.equal(reply.status, "ok");
      return Number(value);
    },
    [Symbol.asyncDispose]: () => session.kernel.stop(),
  };
}

const kernel = shared(startWithTensors, (session) => session.free());

test("a cell that runs again frees what its names held", async () => {
  const session = await kernel();
  for (const cell of [
    "const x = tf.ones([10]); undefined",
    "let [a, b] = [tf.ones([2]), { in: tf.ones([2]) }]; undefined",
    "const w = tf.variable(tf.ones([3])); undefined",
    "class Model { w = tf.variable(tf.zeros([3])); } const model = new Model(); undefined",
    "const make = (() => { const held = tf.ones([4]); return () => held; })(); undefined",
  ]) {
    const before = await session.alive();
    await session.run(cell);
    const once = await session.alive();
    assert.ok(once > before, cell);
    for (let i = 0; i < 3; i++) await session.run(cell);
    assert.equal(await session.alive(), once, cell);
  }
});

test("tensors that another cell's closure, generator or object holds stay as they are", async () => {
  const session = await kernel();
  const before = await session.alive();
  await session.run(`
    const closure = (() => { const held = tf.fill([2], 1); return () => held; })();
    const generator = (async function* () { const held = tf.fill([2], 2); yield 0; yield held; })();
    await generator.next();
    const object = { list: [tf.fill([2], 3)] };
    const pending = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(((held) => () => held)(tf.fill([2], 4)));
    undefined;`);
  assert.equal(await session.alive(), before + 4);
  await session.run("tf.fill([2], 5); for (let i = 0; i < 100; i++) tf.fill([2], i); undefined");
  assert.equal(await session.alive(), before + 4);
  const { value } = await session.run(`
    [closure(), (await generator.next()).value, object.list[0], await pending]
      .map((tensor) => (tensor as tf.Tensor).dataSync().join()).join(" ")`);
  assert.equal(value, "1,1 2,2 3,3 4,4");
});

test("a cell's value is freed when another has taken its place", async () => {
  const session = await kernel();
  const before = await session.alive();
  await session.run("tf.ones([3])");
  await session.run("0");
  assert.equal(await session.alive(), before);
});

test("an interrupt in a loop that makes tensors leaves variables and tensors that are in use", async () => {
  const session = await kernel();
  const before = await session.alive();
  await session.run("const weight = tf.variable(tf.scalar(2)); const kept = tf.tensor1d([1, 2]); undefined");
  const running = session.run("console.log('begun'); for (;;) tf.ones([100_000]).add(1)");
  setTimeout(() => session.kernel.interrupt(), 1500);
  const { reply } = await running;
  assert.ok(reply.status === "error" && reply.ename === "Interrupted");
  const { value } = await session.run(`
    tf.train.sgd(0.25).minimize(() => weight.square() as tf.Scalar);
    [...weight.dataSync(), ...kept.dataSync()].join()`);
  assert.equal(value, "1,1,2");
  assert.equal(await session.alive(), before + 2);
});
