import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as tf from "../../../src/runtime/core/tf.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { collect, memory, OutOfTensorMemory, type TensorMemory } from "../../../src/runtime/memory/index.ts";
import { nextLevel } from "../../../src/runtime/memory/level.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { fit } from "../../../src/runtime/training/index.ts";
import { collectingAlways, collectingEvery, within } from "./pace.ts";

/** What is alive once all that nothing reaches is gone. */
async function settled() {
  await collect();
  return memory();
}

/** Asserts that all but this comes to be freed. V8's compiler may hold what it is looking at for a moment. */
async function settlesAt(expected: TensorMemory) {
  for (let tries = 0; tries < 50 && (await settled()).tensors !== expected.tensors; tries++) await sleep(20);
  assert.deepEqual(memory(), expected);
}

function regression() {
  const w = tf.variable(tf.zeros([4, 1]));
  const optimizer = tf.train.adam(0.05);
  return () => {
    const x = tf.randomNormal([16, 4]);
    const y = x.sum(1, true);
    return optimizer.minimize(
      () =>
        x
          .matMul(w as tf.Tensor2D)
          .sub(y)
          .square()
          .mean(),
      true,
    ) as tf.Scalar;
  };
}

for (const name of ["wasm", "cpu"]) {
  test(`On ${name} a training loop without tidy has bounded memory, awaited or not, and learns.`, async () => {
    await tf.setBackend(name);
    try {
      const before = await settled();
      await collectingEvery(200, async () => {
        let most = 0;
        const [step, other] = [regression(), regression()];
        let last: ArrayLike<number> = [];
        for (let i = 0; i < 500; i++) {
          last = await step().data();
          most = Math.max(most, memory().tensors);
        }
        assert.ok(last[0] < 1e-2, `the loss is ${last[0]}`);
        for (let i = 0; i < 500; i++) {
          other();
          most = Math.max(most, memory().tensors);
        }
        // Without collections each loop leaves 1,500: x, y and the loss of every step.
        assert.ok(most - before.tensors < 300, `up to ${most - before.tensors} tensors`);
      });
      await settlesAt(before);
    } finally {
      await tf.setBackend("wasm");
    }
  });
}

test("What closures, objects, collections and generators hold is kept, and freed when they let go.", async () => {
  const before = await settled();
  const make = (value: number) => tf.fill([3], value);
  let held: (() => tf.Tensor)[] = [];
  await collectingAlways(async () => {
    const inClosure = make(1);
    const inObject = { deep: [{ tensor: make(2) }] };
    const inMap = new Map([["a", make(3)]]);
    class Own {
      readonly #tensor = make(4);
      get = () => this.#tensor;
    }
    const own = new Own();
    const generator = (async function* () {
      const local = make(5);
      for (;;) yield await Promise.resolve(local);
    })();
    await generator.next();
    const later = (await generator.next()).value;
    held = [
      () => inClosure,
      () => inObject.deep[0].tensor,
      () => inMap.get("a") as tf.Tensor,
      own.get,
      () => later,
    ];
    make(6); // nobody's
  });
  assert.equal((await settled()).tensors - before.tensors, 5);
  assert.deepEqual(
    held.map((get) => [...get().dataSync()]),
    [1, 2, 3, 4, 5].map((value) => [value, value, value]),
  );
  held = [];
  await settlesAt(before);
});

test("A suspended async generator keeps its tensors.", async () => {
  const before = await settled();
  let generator: AsyncGenerator<number> | null = (async function* () {
    const x = tf.tensor1d([1, 2]);
    yield 0;
    yield (await x.sum().data())[0];
  })();
  await generator.next();
  assert.equal((await settled()).tensors - before.tensors, 1);
  assert.equal((await generator.next()).value, 3);
  generator = null;
  await settlesAt(before);
});

test("Tensors that share memory are freed one by one.", async () => {
  const before = tf.memory();
  let x: tf.Tensor | null = tf.range(0, 6);
  const [view, copy] = [x.reshape([2, 3]), x.clone()];
  x = null;
  await collect();
  assert.equal(tf.memory().numTensors - before.numTensors, 2);
  assert.equal(tf.memory().numDataBuffers - before.numDataBuffers, 1);
  assert.deepEqual(view.arraySync(), [[0, 1, 2], [3, 4, 5]]); // prettier-ignore
  view.dispose();
  assert.deepEqual([...copy.dataSync()], [0, 1, 2, 3, 4, 5]);
  copy.dispose();
  assert.deepEqual(tf.memory(), before);
});

test("What was disposed of is not freed again under those who share its memory.", async () => {
  const x = tf.range(0, 4);
  (() => {
    x.clone().dispose();
    const w = tf.variable(x);
    w.assign(x.clone());
    w.dispose();
  })();
  tf.tidy(() => x.reshape([2, 2]).square());
  await collect();
  await collect();
  assert.deepEqual([...x.dataSync()], [0, 1, 2, 3]);
  x.dispose();
});

test("Variables that nothing reaches are freed with their names, optimizers with their moments.", async () => {
  const before = await settled();
  const kept = tf.variable(tf.scalar(3), true, "kept");
  (() => {
    const gone = tf.variable(tf.scalar(1), true, "gone");
    tf.train.adam(0.1).minimize(() => gone.square(), false, [gone]);
  })();
  await settlesAt({ ...before, tensors: before.tensors + 1, bytes: before.bytes + 4 });
  assert.deepEqual(Object.keys(tf.engine().registeredVariables), ["kept"]);
  // Without a list it is tfjs's own that says what to train.
  await collectingAlways(() => void tf.train.sgd(0.5).minimize(() => kept.square()));
  assert.equal(kept.dataSync()[0], 0);
  tf.variable(tf.scalar(2), true, "gone").dispose();
  kept.dispose();
  await settlesAt(before);
});

test("A name goes to the newest variable that asks for it; the older one stays itself until nothing reaches it.", async () => {
  const before = await settled();
  let w = tf.variable(tf.scalar(1), true, "w");
  const older = w;
  w = tf.variable(tf.scalar(5), true, "w");
  assert.equal(w.name, "w");
  assert.equal(tf.engine().registeredVariables["w"], w);
  tf.train.sgd(0.5).minimize(() => w.square().add(older.square().mul(2)), false, [w, older]);
  assert.deepEqual([w.dataSync()[0], older.dataSync()[0]], [0, -1]);
  older.dispose();
  tf.variable(tf.scalar(2), true, "w"); // which nobody holds
  await settlesAt({ ...before, tensors: before.tensors + 1, bytes: before.bytes + 4 });
  w.dispose();
  await settlesAt(before);
});

test("The order of variables outlives a collection.", async () => {
  const variables = ["b", "a", "c"].map((name) => tf.variable(tf.scalar(0), true, name));
  await collect();
  assert.deepEqual(Object.keys(tf.engine().registeredVariables), ["b", "a", "c"]);
  tf.dispose(variables);
});

/** First and second derivatives through convolutions, products, a custom gradient and shared weights. */
function derivatives(): number[] {
  const x = tf.linspace(-1, 1, 2 * 6 * 6 * 2).reshape<tf.Tensor4D>([2, 6, 6, 2]);
  const filter = tf.linspace(-0.5, 0.5, 3 * 3 * 2 * 2).reshape<tf.Tensor4D>([3, 3, 2, 2]);
  const dense = tf.linspace(-0.3, 0.4, 72 * 72).reshape<tf.Tensor2D>([72, 72]);
  const cube = tf.customGrad((y, save) => {
    (save as tf.GradSaveFunc)([y as tf.Tensor]);
    return {
      value: (y as tf.Tensor).pow(3),
      gradFunc: (dy, [saved]) => dy.mul(saved.square().mul(3)),
    };
  });
  const deep = (f: tf.Tensor, d: tf.Tensor) => {
    let h: tf.Tensor = x;
    for (let i = 0; i < 3; i++)
      h = tf
        .conv2d(h as tf.Tensor4D, f as tf.Tensor4D, 1, "same")
        .tanh()
        .add(h);
    let flat = h.reshape<tf.Tensor2D>([2, 72]);
    for (let i = 0; i < 3; i++)
      flat = flat
        .matMul(d as tf.Tensor2D)
        .softmax()
        .add(flat);
    return cube(flat).mean();
  };
  const { value, grads } = tf.valueAndGrads(deep)([filter, dense]);
  const second = tf.grad((y: tf.Tensor) =>
    tf
      .grad((z: tf.Tensor) => cube(z.tanh()).sum())(y)
      .sum(),
  )(x);
  return [value, ...grads, second].flatMap((tensor) => [...tensor.dataSync()]);
}

test("Gradients are the same with a collection before every operation.", async () => {
  const before = await settled();
  const expected = derivatives();
  assert.ok(expected.some((value) => Math.abs(value) > 1e-3));
  assert.deepEqual(await collectingAlways(derivatives), expected);
  await settlesAt(before);
});

test("Training and sampling give the same numbers with a collection before every operation.", async () => {
  const diffusion = gaussian({ schedule: linear() });
  const data = moons(64);
  const run = async () => {
    const model = mlp({ dim: 2, width: 8, depth: 2, seed: 1 });
    const { losses } = await fit(model, diffusion.loss, { data, batch: 8, steps: 2, seed: 2, ema: 0.9 });
    for await (const { step, steps, x } of ddim(diffusion.denoiser(model), {
      steps: 2,
      shape: [4, 2],
      seed: 3,
    })) {
      if (step === steps) return [...losses, ...(await x.data())];
    }
    return assert.fail("the sampler gave no sample");
  };
  const before = await settled();
  const expected = await run();
  await settlesAt(before);
  assert.deepEqual(await collectingAlways(run), expected);
  await settlesAt(before);
  data.dispose();
});

test("tidy, keep and dispose work as ever, with a collection before every operation.", async () => {
  const before = await settled();
  await collectingAlways(async () => {
    let kept: tf.Tensor | null = null;
    const result = tf.tidy(() => {
      const a = tf.scalar(2);
      kept = tf.keep(a.add(1));
      return tf.tidy(() => [a.mul(5), a.mul(7)])[0].add(0);
    });
    assert.equal(memory().tensors - before.tensors, 2);
    assert.deepEqual([result.dataSync()[0], (kept as unknown as tf.Tensor).dataSync()[0]], [10, 3]);
    result.dispose();
    assert.throws(() => result.dataSync(), /disposed/);
    kept = null;
    await collect();
    assert.equal(memory().tensors, before.tensors);
  });
});

test("A tensor is held while its numbers are on their way.", async () => {
  const backend = tf.engine().backend;
  const read = backend.read.bind(backend);
  const before = await settled();
  // As on a GPU, where reading takes time.
  backend.read = async (id) => {
    await collect();
    await collect();
    return read(id);
  };
  try {
    assert.deepEqual([...(await tf.tensor1d([1, 2, 3]).square().data())], [1, 4, 9]);
  } finally {
    Reflect.deleteProperty(backend, "read");
  }
  await settlesAt(before);
});

test("A tensor that moved to another backend is freed there.", async () => {
  const before = await settled();
  (() => tf.tensor1d([1, 2]))();
  let moved: tf.Tensor | null = tf.tensor1d([3, 4]);
  await tf.setBackend("cpu");
  assert.deepEqual([...moved.square().dataSync()], [9, 16]);
  moved = null;
  await tf.setBackend("wasm");
  await settlesAt(before);
});

test("Without memory for what is in use an operation fails, says why, and harms nothing.", async () => {
  const before = await settled();
  await within(2 ** 20, () => {
    let held: tf.Tensor[] = [];
    const fill = () => {
      for (;;) held.push(tf.ones([128, 128]).add(held.length)); // 64 KiB each
    };
    assert.throws(fill, (error: Error) => {
      assert.ok(error instanceof OutOfTensorMemory);
      assert.match(error.message, /No memory for (\w+ of .*|a tensor )\[.*\]: \d+ tensors/);
      assert.match(error.message, /\d+ tensors are in use on "wasm", with .* of the 1 MB/);
      assert.match(error.message, /dispose.*tidy.*batch/);
      return true;
    });
    // In a function of its own: what an expression has worked with stays in its frame until something takes its place.
    const check = () => {
      assert.ok(held.length >= 10 && held.length <= 17, `${held.length} tensors of 64 KiB`);
      assert.deepEqual(
        held.map((tensor) => tensor.dataSync()[5]),
        held.map((_, i) => i + 1),
      );
    };
    check();
    held = [];
    for (let i = 0; i < 100; i++) tf.ones([128, 128]).add(1);
    assert.ok(memory().bytes - before.bytes < 2 ** 20 + 2 ** 17);
  });
  await settlesAt(before);
});

test("Memory that tensors share counts once against the limit.", async () => {
  await within(2 ** 20, () => {
    const x = tf.ones([128, 128]);
    const views = Array.from({ length: 100 }, () => x.reshape([128 * 128]));
    assert.equal(views.length, 100);
    tf.dispose([x, views]);
  });
});

test("An operation that finds the heap full is tried again after a collection.", async () => {
  // tfjs declares the module private; its allocator is what its own code calls.
  const { wasm } = tf.engine().backend as unknown as { wasm: { _malloc: (bytes: number) => number } };
  const malloc = wasm._malloc;
  const x = tf.tensor1d([1, 2, 3]);
  for (let i = 0; i < 10; i++) x.square();
  const full = memory().tensors;
  const { HeapFull } = await import("../../../src/runtime/backend/wasm/heap.ts");
  const refuse = (when: () => boolean) => {
    wasm._malloc = (bytes) => {
      if (when()) throw new HeapFull(bytes);
      return malloc(bytes);
    };
  };
  try {
    refuse(() => memory().tensors >= full);
    const y = x.square();
    assert.deepEqual([...y.dataSync()], [1, 4, 9]);
    y.dispose();
    refuse(() => true);
    assert.throws(() => x.square(), OutOfTensorMemory);
  } finally {
    wasm._malloc = malloc;
  }
  assert.deepEqual([...x.square().dataSync()], [1, 4, 9]);
});

test("The next collection comes after twice the tensors, and sooner near the limit.", () => {
  const pace = { factor: 1, least: { tensors: 100, bytes: 1600 } };
  const level = (tensors: number, bytes: number, room: number) => nextLevel({ tensors, bytes }, room, pace);
  assert.deepEqual(level(0, 0, 1e6), { tensors: 100, bytes: 1600 });
  assert.deepEqual(level(500, 5000, 1e6), { tensors: 1000, bytes: 10_000 });
  assert.equal(level(500, 5000, 1000).bytes, 5500);
  assert.equal(level(500, 5000, 0).bytes, 5100);
});
