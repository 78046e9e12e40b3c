import assert from "node:assert/strict";
import nodeTest from "node:test";
import { compile, graph } from "../../src/runtime/compile/index.ts";
import * as tf from "../../src/runtime/core/tf.ts";
import { checkNumerics, NotFinite } from "../../src/runtime/debug/index.ts";
import { stream } from "../../src/runtime/random/index.ts";

/** webgpu's numbers cannot be read at once: nothing is compiled there. */
const test = process.env.NOISEBOOK_BACKEND === "webgpu" ? nodeTest.skip : nodeTest;

const numbers = async (x: tf.Tensor): Promise<number[]> => {
  const values = [...(await x.data())];
  x.dispose();
  return values;
};
const x = tf.tensor([1, 2, 3, 4], [2, 2]);

/** What a function warns of meanwhile. */
async function warnings(run: () => Promise<void> | void): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...words: unknown[]) => said.push(words.join(" "));
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return said;
}

test("A compiled function gives what it gives by itself, from the first call on.", async () => {
  const f = compile((a: tf.Tensor) => a.mul(2).add(a.square()).sum(1));
  for (let i = 0; i < 4; i++) assert.deepEqual(await numbers(f(x)), [11, 39]);
  assert.deepEqual(f.about()[0].kernels.length, 1);
  assert.equal(f.about()[0].eager, null);
});

test("Nothing of JavaScript is frozen: numbers, tensors of it and random streams are those of each call.", async () => {
  let factor = 1;
  const random = stream(3);
  const again = stream(3);
  const f = compile((a: tf.Tensor) => a.mul(factor).add(tf.tensor(random.normal(4), [2, 2])));
  for (; factor < 6; factor++) {
    const noise = again.normal(4);
    const expected = [1, 2, 3, 4].map((value, i) => Math.fround(Math.fround(value * factor) + noise[i]));
    assert.deepEqual(await numbers(f(x)), expected);
  }
});

test("Attributes that change take the function from its trace, and the result is right.", async () => {
  const f = compile((a: tf.Tensor, axis: number) => a.sum(axis));
  for (const axis of [0, 0, 1, 0, 1, 1]) assert.deepEqual(await numbers(f(x, axis)), axis ? [3, 7] : [4, 6]);
  assert.equal(f.about()[0].kernels.length, 2);
});

test("A function that looks at its numbers is not run as a graph, says so once, and is right.", async () => {
  const said = await warnings(async () => {
    const f = compile(function relu(a: tf.Tensor) {
      const sum = a.sum();
      return sum.dataSync()[0] > 0 ? a.add(1) : a.neg();
    });
    for (let i = 0; i < 10; i++) {
      assert.deepEqual(await numbers(f(x)), [2, 3, 4, 5]);
      const negative = x.neg();
      assert.deepEqual(await numbers(f(negative)), [1, 2, 3, 4]);
      negative.dispose();
    }
  });
  assert.deepEqual(said, [
    "relu runs without a graph from here on: a number of it is read on the way (dataSync or arraySync).",
  ]);
});

test("A kernel whose result has a shape of its numbers' making is told by its name.", async () => {
  const said = await warnings(async () => {
    const f = compile((a: tf.Tensor1D) => tf.unique(a).values);
    const one = tf.tensor1d([1, 1, 2]);
    const other = tf.tensor1d([1, 2, 3]);
    assert.deepEqual(await numbers(f(one)), [1, 2]);
    assert.deepEqual(await numbers(f(other)), [1, 2, 3]);
  });
  assert.equal(said.length, 1);
  assert.match(said[0], /Unique cannot be traced: the numbers in it decide how long its result is/);
});

test("Tensors of another shape are another trace.", async () => {
  const f = compile((a: tf.Tensor) => a.mul(2));
  for (const shape of [[4], [2, 2], [4], [2, 2], [1, 4]]) {
    const a = tf.tensor([1, 2, 3, 4], shape);
    const y = f(a);
    assert.deepEqual(y.shape, shape);
    assert.deepEqual(await numbers(y), [2, 4, 6, 8]);
    a.dispose();
  }
  assert.deepEqual(
    f.about().map(({ inputs }) => inputs),
    ["float32[4]", "float32[2, 2]", "float32[1, 4]"],
  );
});

test("Variables that it assigns have their new values, and hold their memory once.", async () => {
  const weight = tf.variable(tf.scalar(1));
  const before = tf.memory().numTensors;
  const f = compile((a: tf.Tensor) => {
    weight.assign(weight.add<tf.Scalar>(a.sum()));
    return weight.mul(2);
  });
  for (let i = 1; i <= 5; i++) assert.deepEqual(await numbers(f(x)), [2 * (1 + 10 * i)]);
  assert.equal((await weight.data())[0], 51);
  assert.equal(tf.memory().numTensors, before);
  weight.dispose();
});

test("Gradients in it, and gradients of it, are right.", async () => {
  const cube = (a: tf.Tensor): tf.Tensor => a.mul(a).mul(a).sum();
  const slope = compile((a: tf.Tensor) => tf.grad(cube)(a));
  for (let i = 0; i < 3; i++) assert.deepEqual(await numbers(slope(x)), [3, 12, 27, 48]);
  const f = compile(cube);
  for (let i = 0; i < 3; i++) assert.deepEqual(await numbers(tf.grad((a) => f(a))(x)), [3, 12, 27, 48]);
});

test("What comes as a list or an object, and what is empty or shared, comes so from a graph too.", async () => {
  const f = compile((a: tf.Tensor) => ({
    parts: tf.split(a, 2, 1),
    same: a,
    flat: a.reshape([4]),
    nothing: a.slice([0, 0], [0, 2]),
    seen: a.shape.length,
  }));
  for (let i = 0; i < 3; i++) {
    const { parts, same, flat, nothing, seen } = f(x);
    assert.deepEqual(await numbers(parts[0]), [1, 3]);
    assert.deepEqual(await numbers(parts[1]), [2, 4]);
    assert.equal(same, x);
    assert.deepEqual(await numbers(flat), [1, 2, 3, 4]);
    assert.deepEqual([nothing.shape, await numbers(nothing)], [[0, 2], []]);
    assert.equal(seen, 2);
  }
  assert.deepEqual([...(await x.data())], [1, 2, 3, 4]);
});

test("An error in it is thrown, also from within a trace, and it goes on.", async () => {
  let fails = false;
  const f = compile((a: tf.Tensor) => {
    const y = a.add(1);
    if (fails) throw new TypeError("no");
    return y.mul(2);
  });
  const before = tf.memory().numTensors;
  for (let i = 0; i < 6; i++) {
    fails = i % 2 === 1;
    if (fails) assert.throws(() => f(x), TypeError);
    else assert.deepEqual(await numbers(f(x)), [4, 6, 8, 10]);
  }
  assert.equal(tf.memory().numTensors, before);
});

test("2,000 calls leave no tensor behind.", async () => {
  const f = compile((a: tf.Tensor) => a.matMul(a).sub(a.mean()).tanh());
  await numbers(f(x));
  await numbers(f(x));
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  for (let i = 0; i < 2000; i++) f(x).dispose();
  assert.deepEqual(
    [tf.memory().numTensors, tf.memory().numDataBuffers, tf.memory().numBytes],
    [numTensors, numDataBuffers, numBytes],
  );
});

test("checkNumerics finds a NaN in a compiled function.", async () => {
  const f = compile((a: tf.Tensor) => a.log().sum());
  for (let i = 0; i < 3; i++) await numbers(f(x));
  const negative = x.neg();
  using check = checkNumerics();
  assert.throws(() => f(negative), NotFinite);
  check.stop();
});

test("check runs it both ways, and finds a function that does not do the same twice.", async () => {
  const right = compile((a: tf.Tensor) => a.exp(), { check: true });
  for (let i = 0; i < 3; i++) await numbers(right(x));
  let calls = 0;
  const wrong = compile(
    function counted(a: tf.Tensor) {
      return { y: a.add(calls++) };
    },
    { check: true },
  );
  await numbers(wrong(x).y);
  assert.throws(
    () => wrong(x),
    /^Error: counted gives another result as a graph: entry 0 of its result.y \[2, 2\]/,
  );
});

test("An option that there is not is refused; a compiled function may be used in another, and disposed of.", async () => {
  assert.throws(() => compile((a: tf.Tensor) => a, { chekc: true } as never), TypeError);
  const inner = compile((a: tf.Tensor) => a.add(1));
  const outer = compile((a: tf.Tensor) => inner(a).mul(2));
  for (let i = 0; i < 3; i++) assert.deepEqual(await numbers(outer(x)), [4, 6, 8, 10]);
  for (let i = 0; i < 3; i++) assert.deepEqual(await numbers(inner(x)), [2, 3, 4, 5]);
  outer.dispose();
  assert.deepEqual(await numbers(outer(x)), [4, 6, 8, 10]);
});

test("graph lists a function's kernels with their shapes, arithmetic, memory and time, and leaves nothing behind.", () => {
  const before = tf.memory().numTensors;
  const weights = tf.ones<tf.Rank.R2>([2, 5]);
  const { kernels, obstacle } = graph((a: tf.Tensor) => a.matMul(weights).relu(), x);
  const [product, relu] = kernels;
  assert.equal(kernels.length, 2);
  assert.deepEqual([product.kernel, product.inputs, product.outputs], ["BatchMatMul", [[2, 2], [2, 5]], [[2, 5]]]); // prettier-ignore
  assert.deepEqual([product.flops, product.bytes], [2 * 2 * 5 * 2, 4 * (4 + 10 + 10)]);
  assert.deepEqual([relu.kernel, relu.flops], ["Relu", null]);
  assert.ok(kernels.every(({ milliseconds }) => milliseconds >= 0 && milliseconds < Infinity));
  assert.equal(obstacle, null);
  weights.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test("A number that fills a tensor is that of each call, on the same trace.", async () => {
  const f = compile((a: tf.Tensor, t: number) => a.add(tf.fill([2, 2], t)));
  for (let t = 0; t < 5; t++) assert.deepEqual(await numbers(f(x, t)), [1 + t, 2 + t, 3 + t, 4 + t]);
  assert.deepEqual(f.about()[0].kernels, [1]);
});
