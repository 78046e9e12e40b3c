import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sharedKernel } from "./start-kernel.ts";

const kernel = sharedKernel();
/** Milliseconds that an interrupt may take at most: a tenth of it on a calm machine. */
const soon = 5000;

for (const [what, code] of [
  ["a synchronous endless loop", "n = 7; while (true) {}"],
  ["an endless loop behind an await", "n = 7; await 0; while (true) {}"],
  [
    "a cell that blocks after it was told",
    "n = 7; await new Promise((done) => setTimeout(done, 350)); while (true) {}",
  ],
  ["an endless await", "n = 7; await new Promise(() => {})"],
  ["an endless chain of microtasks", "n = 7; while (true) await 0"],
  ["a blocking Atomics.wait", "n = 7; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
]) {
  test(`an interrupt ends ${what}, and every name keeps its value`, async () => {
    const session = await kernel();
    await session.run("let n = 1; const kept = { a: 1 }; function double(x: number) { return 2 * x }");
    const running = session.run(code);
    await sleep(200);
    session.kernel.interrupt();
    const { reply } = await running;
    assert.equal(reply.status === "error" && reply.ename, "Interrupted");
    assert.equal((await session.run("[n, kept.a, double(4)].join()")).value, "7,1,8");
  });
}

for (const [what, code] of [
  ["a loop over timers", "while (true) { await new Promise((done) => setTimeout(done, 20)); beats++ }"],
  [
    "a loop over timers that catches everything",
    "while (true) { try { await new Promise((done) => setTimeout(done, 20)) } catch {} beats++ }",
  ],
  [
    "a for await over an endless generator",
    "async function* ticks() { for (;;) { await new Promise((done) => setTimeout(done, 20)); yield 1 } } for await (const one of ticks()) beats += one;",
  ],
  ["a loop in a function of an earlier cell", "await earlier()"],
]) {
  test(`an interrupt ends ${what}, which does not go on behind the next cell`, async () => {
    const session = await kernel();
    await session.run(
      "let beats = 0; async function earlier() { while (true) { await new Promise((done) => setTimeout(done, 20)); beats++ } }",
    );
    const running = session.run(code);
    await sleep(200);
    const asked = performance.now();
    session.kernel.interrupt();
    const { reply } = await running;
    assert.equal(reply.status === "error" && reply.ename, "Interrupted");
    assert.ok(performance.now() - asked < soon);
    const beats = async () => Number((await session.run("beats")).value);
    assert.ok((await beats()) > 0);
    // One that catches everything is told a few times before it is ended by force.
    for (let before = -1, now = await beats(), looks = 0; now !== before; looks++) {
      assert.ok(looks < 10, "it goes on");
      await sleep(200);
      [before, now] = [now, await beats()];
    }
  });
}

test("an interrupted cell's finally runs, and may await a little", async () => {
  const session = await kernel();
  const running = session.run(
    `
    let cleaned = "";
    try {
      await new Promise((_, reject) => __signal.addEventListener("abort", () => reject(__signal.reason)));
    } finally {
      await new Promise((done) => setTimeout(done, 20));
      cleaned = "with an await";
    }`.replaceAll("__signal", 'globalThis[Symbol.for("noisebook.host")].signal'),
  );
  await sleep(200);
  session.kernel.interrupt();
  await running;
  assert.equal((await session.run("cleaned")).value, "with an await");
});

test("an interrupt ends a sampler and a training loop between two steps, and the weights stay", async () => {
  const session = await kernel();
  await session.run(`
    import { moons } from "noisebook/data";
    import { linear } from "noisebook/schedules";
    import { gaussian } from "noisebook/diffusion";
    import { mlp } from "noisebook/networks";
    import { fit } from "noisebook/training";
    import { ddpm } from "noisebook/samplers";
    const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
    const model = mlp({ dim: 2, width: 32, depth: 2 });
    const data = moons(512);
    let frames = 0;`);
  for (const code of [
    "await fit(model, diffusion.loss, { data, steps: 1_000_000 })",
    "for (;;) for await (const frame of ddpm(diffusion.denoiser(model), { shape: [64, 2], seed: 1 })) frames++;",
  ]) {
    const running = session.run(code);
    await sleep(500);
    const asked = performance.now();
    session.kernel.interrupt();
    const { reply } = await running;
    assert.equal(reply.status === "error" && reply.ename, "Interrupted", JSON.stringify(reply));
    assert.ok(performance.now() - asked < soon);
  }
  assert.equal((await session.run("frames > 0")).value, "true");
  const { reply } = await session.run("await fit(model, diffusion.loss, { data, steps: 2 });");
  assert.equal(reply.status, "ok");
});

for (const [what, step] of [
  ["a gradient", "tf.tidy(() => void tf.variableGrads(() => w.square().sum()))"],
  [
    "a gradient in a cell that catches everything",
    "try { tf.tidy(() => void tf.variableGrads(() => w.square().sum())) } catch {}",
  ],
  ["a compiled function", "slope().dispose()"],
  ["making and freeing memory", "tf.tensor1d([1, 2, 3]).dispose()"],
]) {
  test(`an interrupt in the midst of ${what} leaves tfjs as if it had never begun`, async () => {
    const session = await kernel();
    await session.run(`
    import * as tf from "@tensorflow/tfjs";
    import { compile } from "noisebook/compile";
    import { collect } from "noisebook/memory";
    const w = tf.variable(tf.ones([8]));
    const gradient = () => tf.tidy(() => tf.variableGrads(() => w.square().sum()).grads[w.name].dataSync().join());
    const slope = compile(() => tf.variableGrads(() => w.square().sum()).grads[w.name]);
    const state = () => [tf.engine().state.scopeStack.length, tf.engine().state.gradientDepth].join();
    let finished = 0;`);
    // What had just been made is nobody's.
    const alive = async () => (await session.run("await collect(); tf.memory().numTensors")).value;
    await session.run("slope().dispose(); slope().dispose();");
    const before = await alive();
    // What breaks when it is cut in half is a small part of the time: once would find nothing.
    for (let times = 1; times <= 4; times++) {
      const running = session.run(`try { while (true) ${step} } finally { finished++ }`);
      await sleep(50 + 10 * times);
      session.kernel.interrupt();
      const { reply } = await running;
      assert.equal(reply.status === "error" && reply.ename, "Interrupted", JSON.stringify(reply));
      assert.equal((await session.run("state()")).value, "0,0");
      assert.equal((await session.run("gradient()")).value, "2,2,2,2,2,2,2,2");
      assert.equal((await session.run("(await slope().data()).join()")).value, "2,2,2,2,2,2,2,2");
    }
    assert.equal(await alive(), before);
    if (what === "a gradient") assert.equal((await session.run("finished")).value, "4");
  });
}

test("a cell sees its interrupt as an abort signal and may end by itself", async () => {
  const session = await kernel();
  const running = session.run(`
    const { signal } = globalThis[Symbol.for("noisebook.host")];
    let cleaned = false;
    try {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    } finally {
      cleaned = true;
    }`);
  await sleep(200);
  session.kernel.interrupt();
  const { reply } = await running;
  assert.equal(reply.status === "error" && reply.ename, "Interrupted");
  assert.equal((await session.run("cleaned")).value, "true");
});

test("an interrupt with no cell running leaves the next cell alone", async () => {
  const session = await kernel();
  await session.run("1");
  session.kernel.interrupt();
  await sleep(100);
  assert.equal((await session.run("2")).value, "2");
});
