import test from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Tensor } from "../../../src/runtime/core/tf.ts";
import { backend, ready } from "../../../src/runtime/backend/index.ts";
import * as cellTf from "../../../src/runtime/tfjs.ts";

/** Where this test's bundle finds the built runtime: dist/test/unit/runtime beside dist/runtime. */
const runtime = new URL("../../../runtime/", import.meta.url);

interface Ended {
  code: number;
  output: string;
}

const ours = `import * as tf from ${JSON.stringify(new URL("tfjs.js", runtime).href)};
  import { backend } from ${JSON.stringify(new URL("backend.js", runtime).href)};`;

/** Runs a script in a Node of its own, `tf` being what a cell imports. */
function script(body: string, env: Record<string, string> = {}, imports = ours): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, cwd: fileURLToPath(runtime), timeout: 60_000 };
    const args = ["--input-type=module", "--eval", `${imports}\n${body}`];
    const child = execFile(process.execPath, args, options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

test("tfjs in a cell is the runtime's own, with layers, gradients and chained operations.", async () => {
  assert.equal(cellTf.Tensor, Tensor);
  assert.equal(await ready(), backend);
  assert.equal(cellTf.getBackend(), backend.name);
  const x = cellTf.tensor([[1, 2]]);
  const [slope] = await cellTf
    .grad((y) => y.square().sum())(x)
    .slice([0, 1])
    .data();
  assert.equal(slope, 4);
  const layer = cellTf.layers.dense({ units: 3, kernelInitializer: "ones" });
  assert.deepEqual([...(await (layer.apply(x) as Tensor).data())], [3, 3, 3]);
});

test("Each backend computes, and a program ends by itself, whatever its threads.", async () => {
  const body = `console.log(backend.name, backend.threads, (await tf.ones([64, 64]).matMul(tf.ones([64, 64])).sum().data())[0])`;
  const wasm = await script(body, { NOISEBOOK_BACKEND: "wasm", NOISEBOOK_THREADS: "2" });
  assert.deepEqual(wasm, { code: 0, output: "wasm 2 262144\n" });
  const cpu = await script(body, { NOISEBOOK_BACKEND: "cpu" });
  assert.deepEqual(cpu, { code: 0, output: "cpu 1 262144\n" });
});

test("wasm starts the threads that it computes with, and no other.", async () => {
  const watched = `
    import { subscribe } from "node:diagnostics_channel";
    let started = 0;
    subscribe("worker_threads", () => started++);
    const tf = await import(${JSON.stringify(new URL("tfjs.js", runtime).href)});
    const a = tf.randomNormal([300, 300]);
    await tf.tidy(() => a.matMul(a).add(a.reshape([1, 300, 300, 1]).conv2d(tf.ones([3, 3, 1, 1]), 1, "same").sum())).data();
    console.log(started);`;
  for (const threads of [1, 3, 8]) {
    const { code, output } = await script(
      watched,
      { NOISEBOOK_BACKEND: "wasm", NOISEBOOK_THREADS: `${threads}` },
      "",
    );
    assert.deepEqual({ code, output }, { code: 0, output: `${threads - 1}\n` });
  }
});

test("A user's error ends a program as it would without the backend.", async () => {
  for (const body of [
    "throw new Error('mine')",
    "Promise.reject(new Error('mine'))",
    "setTimeout(() => { throw new Error('mine') })",
  ]) {
    const { code, output } = await script(body, { NOISEBOOK_BACKEND: "wasm" });
    assert.equal(code, 1, body);
    assert.match(output, /Error: mine/);
  }
});

test("A backend or thread count that cannot be is an error that says what can.", async () => {
  const unknown = await script("", { NOISEBOOK_BACKEND: "cuda" });
  assert.notEqual(unknown.code, 0);
  assert.match(
    unknown.output,
    /There is no backend "cuda" \(NOISEBOOK_BACKEND\): choose one of auto, native, webgpu, wasm, cpu/,
  );
  const threads = await script("", { NOISEBOOK_BACKEND: "wasm", NOISEBOOK_THREADS: "many" });
  assert.notEqual(threads.code, 0);
  assert.match(threads.output, /NOISEBOOK_THREADS must be a whole number from 1 to 8, not "many"/);
});
