import assert from "node:assert/strict";
import test, { after } from "node:test";
import { startKernel } from "../start-kernel.ts";

const kernel = await startKernel();
after(() => kernel.kernel.stop());

async function inspect(code: string, detail_level: 0 | 1 = 0) {
  const { found, data } = await kernel.ask("inspect", { code, cursor_pos: code.length, detail_level });
  return { found, text: String(data["text/plain"]), markdown: String(data["text/markdown"]) };
}

test("an export under another name shows its own signature, its comment and its types", async () => {
  await kernel.run('import { cosine as cosineSchedule } from "noisebook/schedules"');
  const { text, markdown } = await inspect("cosineSchedule(");
  assert.match(text, /^function cosine\(\{ s = 0\.008, .* = \{\}\): Schedule$/m);
  assert.match(text, /^from noisebook\/schedules$/m);
  assert.match(text, /2102\.09672/);
  assert.match(text, /^interface Schedule .*\{\n[^]*\/\*\* .* \*\/\n {2}readonly steps: number;/m);
  assert.match(markdown, /^```ts\nfunction cosine/);
});

test("its text comes with detail 1 alone", async () => {
  assert.doesNotMatch((await inspect("cosineSchedule")).text, /^ *return /m);
  assert.match((await inspect("cosineSchedule", 1)).text, /^ *return /m);
});

test("a tensor's method is found before any cell has imported tfjs", async () => {
  await kernel.run('import { moons } from "noisebook/data"; const x = moons(8)');
  const { text } = await inspect("x.matMul");
  assert.match(text, /^Tensor\.matMul<T extends Tensor>\(b: Tensor \| TensorLike, transposeA\?: boolean/);
  assert.match(text, /dot product of two matrices/);
});

test("a function of tfjs is found through its namespace, an alias and an object", async () => {
  await kernel.run(
    'import * as tf from "@tensorflow/tfjs"; const product = tf.matMul; const adam = tf.train.adam(0.1)',
  );
  const signature = /^function matMul<T extends Tensor>\(a: Tensor \| TensorLike, b: Tensor \| TensorLike, /;
  assert.match((await inspect("tf.matMul")).text, signature);
  assert.match((await inspect("product(x, ")).text, signature);
  assert.match((await inspect("tf.image.resizeBilinear")).text, /image\.resizeBilinear<[^]*Bilinear resize/);
  assert.match((await inspect("tf.layers.dense")).text, /^layers\.dense\(args: DenseLayerArgs\): Dense/);
  assert.match((await inspect("tf.train.adam")).text, /^train\.adam\(learningRate\?: number/);
  // `adam` has the method from a class that it inherits from.
  assert.match((await inspect("adam.minimize")).text, /^Optimizer\.minimize\(f: \(\) => Scalar/);
});

test("a value shows itself, and what its class is for", async () => {
  const { text } = await inspect("x");
  assert.match(
    text,
    /^x: Tensor \{[^]*shape: \[ 8, 2 \][^]*^class Tensor$[^]*immutable, multidimensional array/m,
  );
});

test("completions have the runtime's signatures", async () => {
  const { matches, metadata } = await kernel.ask("complete", { code: "tf.matM", cursor_pos: 7 });
  assert.deepEqual(matches, ["matMul"]);
  const [{ signature }] = metadata._jupyter_types_experimental as [{ signature: string }];
  assert.match(signature, /^<T extends Tensor>\(a: Tensor \| TensorLike, /);
  assert.equal(kernel.log, "");
});

test("a cell that asks by a question mark has its page in the reply, and two bring the text", async () => {
  for (const [code, source] of [
    ["cosineSchedule?", false],
    ["?cosineSchedule // what was it", false],
    ["cosineSchedule??", true],
    ["??cosineSchedule", true],
  ] as const) {
    const { reply, outputs } = await kernel.run(code);
    assert.ok(reply.status === "ok", code);
    const [{ source: kind, data, start }] = reply.payload;
    assert.deepEqual([kind, start, outputs], ["page", 0, []], code);
    assert.match(String(data["text/plain"]), /^function cosine/);
    assert.match(String(data["text/markdown"]), /^```ts\nfunction cosine/);
    assert.equal(/^ *return /m.test(String(data["text/plain"])), source, code);
  }
});

test("what is not found is named in an error", async () => {
  const { reply, outputs } = await kernel.run("nowhereToBeFound?");
  assert.ok(reply.status === "error");
  assert.match(reply.evalue, /"nowhereToBeFound"/);
  assert.deepEqual(
    outputs.map(({ header }) => header.msg_type),
    ["error"],
  );
});

test("a console runs a question at once, and TypeScript with question marks is TypeScript", async () => {
  assert.deepEqual(await kernel.ask("is_complete", { code: "cosineSchedule?" }), { status: "complete" });
  assert.equal((await kernel.ask("is_complete", { code: "x ?" })).status, "incomplete");
  for (const code of ["const o = { p: 1 } as { p?: number }; o?.p", "x\n? 1\n: 2", '"what?"', "null ?? 1"])
    assert.deepEqual((await kernel.run(code)).reply.status, "ok", code);
  assert.equal((await kernel.run("1; x?")).reply.status, "error");
});
