import assert from "node:assert/strict";
import test from "node:test";
import type { Variable } from "../../../src/protocol/index.ts";
import { shared } from "../shared.ts";
import { startKernel } from "./start-kernel.ts";

async function start() {
  const session = await startKernel();
  const list = (path: string[] = [], from = 0) => session.kernel.ask("noisebook_variables", { path, from });
  const one = (path: string[], want: "details" | "bundle" | "dispose") =>
    session.kernel.ask("noisebook_variable", { path, want });
  return {
    session,
    list,
    one,
    named: async (name: string): Promise<Variable> => {
      const found = (await list()).variables.find((variable) => variable.name === name);
      assert.ok(found, `there is no ${name}`);
      return found;
    },
    /** Runs a cell that must succeed. */
    run: async (code: string): Promise<unknown> => {
      const { reply, value } = await session.run(code);
      assert.equal(reply.status, "ok", JSON.stringify(reply));
      return value;
    },
    [Symbol.asyncDispose]: () => session.kernel.stop(),
  };
}

const kernel = shared(start, ({ session }) => session.free());

test("names are told in a few words, with the cell that declared them; imports are not", async () => {
  const { run, list } = await kernel();
  await run(`import { sep } from "node:path"; import * as os from "node:os";
    const steps = 20; let word = "a\\nb"; const on = true; var nothing = null; const big = 12n;
    function byHand(x0: number, xt = 1) { return x0 + xt; }
    class Walk { x = 1; }
    const walk = new Walk(); const map = new Map([["k", 1]]); const half = { a: 1, b: [1, "c"] };
    const wrong = new RangeError("too far"); void [sep, os];`);
  const { variables, total, busy } = await list();
  assert.equal(busy, false);
  assert.equal(total, variables.length);
  const words = Object.fromEntries(variables.map(({ name, kind, words }) => [name, `${kind}: ${words}`]));
  assert.deepEqual(words, {
    steps: "number: 20",
    word: 'text: "a\\nb"',
    on: "flag: true",
    nothing: "nothing: null",
    big: "number: 12n",
    byHand: "function: (x0, xt = 1)",
    Walk: "class: class ()",
    walk: "object: Walk { x }",
    map: "list: Map of 1",
    half: "object: { a, b }",
    wrong: "object: RangeError: too far",
  });
  assert.deepEqual(new Set(variables.map(({ cell }) => cell?.id)), new Set(["test"]));
});

test("numbers are told by dtype, shape, range and what is not finite", async () => {
  const { run, named, one } = await kernel();
  await run(`const betas = Float64Array.from([1, 2, 3, 6]);
    const broken = [[1, NaN], [Infinity, -1]]; const mixed = [1, "two"]; const ragged = [[1], [1, 2]];
    const many = new Float32Array(200_000).fill(2); const sixtyFour = new BigInt64Array(3);`);
  const betas = await named("betas");
  assert.deepEqual(
    { ...betas.numbers, glance: null },
    { dtype: "float64", shape: [4], bytes: 32, where: "memory", glance: null },
  );
  // Mean 3, squares about it 4 + 1 + 0 + 9.
  const { moments, bars } = betas.numbers!.glance!;
  assert.deepEqual(moments, { min: 1, max: 6, mean: 3, std: Math.sqrt(14 / 4) });
  assert.deepEqual(bars, [1, 1, 1, 0, 0, 0, 1]);
  const broken = (await named("broken")).numbers;
  assert.deepEqual(broken?.shape, [2, 2]);
  const { nan, plusInf, minusInf, finite } = broken.glance!;
  assert.deepEqual({ nan, plusInf, minusInf, finite }, { nan: 1, plusInf: 1, minusInf: 0, finite: 2 });
  assert.equal((await named("mixed")).numbers, null);
  assert.equal((await named("ragged")).numbers, null);
  assert.equal((await named("sixtyFour")).words, "bigint64 [3]");
  // Many are looked at when somebody points at them.
  assert.equal((await named("many")).numbers?.glance, null);
  const whole = (await one(["many"], "details")).variable?.numbers?.glance;
  assert.deepEqual(whole?.moments, { min: 2, max: 2, mean: 2, std: 0 });
});

test("no getter, trap or method of a value runs", async () => {
  const { run, list, one } = await kernel();
  await run(`let ran: string[] = [];
    const noisy = (name: string) => ({ get: () => void ran.push(name), enumerable: true, configurable: true });
    const getters = Object.defineProperties({}, { x: noisy("x"), data: noisy("data"), weights: noisy("weights"), title: noisy("title"), length: noisy("length") });
    const item = Object.defineProperty([1, 2], 0, noisy("0"));
    const trap = new Proxy({}, new Proxy({}, { get: (_, name) => { ran.push(String(name)); return undefined; } }));
    const child = Object.create(trap);
    const shows = { [Symbol.for("Jupyter.display")]() { ran.push("shows"); return {}; }, toString() { ran.push("text"); return ""; }, toJSON() { ran.push("json"); }, [Symbol.iterator]() { ran.push("iterates"); } };
    class Named { static get name() { ran.push("name"); return "?"; } }
    const named = new Named(); const numbers = Object.defineProperties(new Float32Array(2), { length: noisy("length of numbers"), [Symbol.toStringTag]: noisy("tag") });
    import * as tf from "@tensorflow/tfjs";`);
  const { variables } = await list();
  for (const { name } of variables) {
    await list([name]);
    await one([name], "details");
  }
  assert.match(variables.find(({ name }) => name === "trap")!.words, /proxy/);
  assert.equal(variables.find(({ name }) => name === "numbers")?.numbers?.shape[0], 2);
  const { variables: parts } = await list(["getters"]);
  assert.deepEqual(new Set(parts.map(({ words }) => words)), new Set(["a getter, not run"]));
  assert.equal(await run("ran.join()"), "");
});

test("tensors, models and the parts of values are listed, with what names hold", async () => {
  const { run, named, list, one } = await kernel();
  await run(`import * as tf from "@tensorflow/tfjs"; import { mlp } from "noisebook/networks";
    import { gaussian } from "noisebook/diffusion"; import { linear } from "noisebook/schedules";
    const x0 = tf.tensor([[1, 2], [3, -2]]); const grads = tf.tensor1d([1, NaN, NaN]); const old = tf.zeros([3]); old.dispose();
    const model = mlp({ dim: 2, width: 4, depth: 1 }); const pair = { first: x0, list: [tf.scalar(1), 2] };
    const words = tf.tensor(["a"]); const large = tf.zeros([300, 300]);
    const diffusion = gaussian({ schedule: linear({ steps: 100 }), predict: "eps" });`);
  const x0 = await named("x0");
  assert.deepEqual(x0.numbers?.shape, [2, 2]);
  assert.equal(x0.numbers.bytes, 16);
  assert.deepEqual(x0.numbers.glance?.moments, {
    min: -2,
    max: 3,
    mean: 1,
    std: Math.sqrt((0 + 1 + 4 + 9) / 4),
  });
  assert.ok(x0.viewable);
  assert.equal((await named("grads")).numbers?.glance?.nan, 2);
  const old = await named("old");
  assert.ok(old.disposed && !old.viewable);
  assert.equal((await named("words")).numbers, null);
  assert.equal((await named("large")).numbers?.glance, null);
  assert.equal((await one(["large"], "details")).variable?.numbers?.glance?.bars.length, 36);
  // What was read once is known from then on.
  assert.deepEqual(
    (await named("large")).numbers?.glance?.bars.reduce((a, b) => a + b),
    90_000,
  );
  assert.match((await named("diffusion")).words, /^gaussian, linear 100, predicts eps$/);

  const model = await named("model");
  assert.match(model.words, /^MLP .*, \d+ tensors$/);
  const weights = (await list(["model"])).variables;
  assert.equal(weights.length, model.parts);
  assert.equal(
    model.bytes,
    weights.reduce((sum, { numbers }) => sum + numbers!.bytes, 0),
  );
  const inner = (await list(["pair", "list"])).variables;
  assert.deepEqual(
    inner.map(({ name, words, numbers }) => [name, numbers ? numbers.dtype : words]),
    [
      ["0", "float32"],
      ["1", "2"],
    ],
  );
  const { held } = await list();
  // x0 once, grads, words, large, the scalar and the weights.
  assert.equal(held?.tensors, 5 + weights.length);
  assert.deepEqual(held.largest, { path: ["large"], shape: [300, 300], bytes: 360_000 });
});

test("a viewer's bundle is made without a cell, and dispose frees", async () => {
  const { run, one, named } = await kernel();
  await run(`import * as tf from "@tensorflow/tfjs"; const gone = tf.tensor1d([1, 2]); const wave = [1, 2, 3]; const text = "no";
    const result = { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "shown" }) };`);
  const { data } = await one(["gone"], "bundle");
  const payload = data?.["application/vnd.noisebook.tensor+json"] as { name: string; shape: number[] };
  assert.deepEqual([payload.name, payload.shape], ["gone", [2]]);
  assert.ok((await one(["wave"], "bundle")).data);
  assert.equal((await one(["text"], "bundle")).data, null);
  assert.deepEqual((await one(["result"], "bundle")).data, { "text/plain": "shown" });
  assert.ok((await one(["gone"], "dispose")).variable?.disposed);
  assert.ok((await named("gone")).disposed);
  assert.equal((await one(["nobody"], "details")).variable, null);
});

test("while a cell runs nothing is looked at", async () => {
  const { session, list, one } = await kernel();
  const running = session.run("await new Promise((resolve) => setTimeout(resolve, 300));");
  const { busy, variables } = await list();
  assert.deepEqual([busy, variables], [true, []]);
  assert.equal((await one(["x0"], "details")).busy, true);
  await running;
  assert.equal((await list()).busy, false);
});

test("500 names are a bounded answer, and more come in parts", async () => {
  await using fresh = await start();
  await fresh.run(`import * as tf from "@tensorflow/tfjs";
    ${Array.from({ length: 600 }, (_, i) => `const v${i} = ${i % 3 ? `"${"long ".repeat(50)}"` : `tf.zeros([64, 64])`};`).join("\n")}`);
  const first = await fresh.list();
  assert.deepEqual([first.variables.length, first.total], [500, 600]);
  const bytes = JSON.stringify(first).length;
  assert.ok(bytes < 250_000, `the answer is ${bytes} bytes`);
  const rest = await fresh.list([], 500);
  assert.deepEqual(rest.variables.map(({ name }) => name).at(-1), "v599");
  await fresh.run(`const long = Array.from({ length: 120 }, (_, i) => "part " + i);`);
  const parts = async (from: number) => {
    const { variables, total } = await fresh.list(["long"], from);
    return [variables.length, variables[0].name, total];
  };
  assert.deepEqual(await parts(0), [50, "0", 120]);
  assert.deepEqual(await parts(100), [20, "100", 120]);
});

test("a name without a value, and one that cannot be written as a number list, hide no other", async () => {
  await using fresh = await start();
  await fresh.run("const before = 1;");
  await fresh.session.run("const unset = (() => { throw new Error('no'); })(); const after = 2;");
  await fresh.run("const later = 3; const holes = [1, , 3];");
  const { variables } = await fresh.list();
  assert.deepEqual(
    variables.map(({ name }) => name),
    ["before", "later", "holes"],
  );
});
