// Plans are held to their kernels run one after the other, to the last bit, and each pass to what it may not do.
import assert from "node:assert/strict";
import test from "node:test";
import * as tf from "../../../../src/runtime/core/tf.ts";
import { free } from "../../../../src/runtime/compile/home.ts";
import { kernelByKernel } from "../../../../src/runtime/compile/kernel-by-kernel.ts";
import { chainsOf } from "../../../../src/runtime/compile/plan/chains.ts";
import { inPlace, type Step } from "../../../../src/runtime/compile/plan/in-place.ts";
import { planned } from "../../../../src/runtime/compile/plan/index.ts";
import { sharedValues } from "../../../../src/runtime/compile/plan/shared-values.ts";
import { unitsInOrder } from "../../../../src/runtime/compile/plan/units.ts";
import { Recording } from "../../../../src/runtime/compile/recording.ts";
import type { Target } from "../../../../src/runtime/compile/target.ts";
import { Targets } from "../../../../src/runtime/compile/targets.ts";
import type { Trace } from "../../../../src/runtime/compile/trace.ts";
import { stream, type Stream } from "../../../../src/runtime/random/index.ts";

interface Recorded {
  readonly trace: Trace;
  readonly externals: tf.Tensor[];
  /** Values of the results. */
  readonly wanted: number[];
}

function recorded(make: () => tf.Tensor[], use: (one: Recorded) => void): void {
  const recording = new Recording();
  recording.hold([]);
  try {
    const results = recording.run(() => tf.tidy(make));
    const wanted = results.map((x) => recording.valueOf(x));
    tf.dispose(results);
    const { trace } = recording;
    use({ trace, wanted, externals: trace.externals.map((value) => recording.held(value)) });
  } finally {
    recording.letGo();
  }
}

function stepsOf({ trace, wanted }: Recorded): Step[] {
  const { nodes, rootOf } = sharedValues(trace, trace.nodes);
  return inPlace(trace, unitsInOrder(nodes, chainsOf(trace, nodes, rootOf), rootOf), rootOf, wanted);
}

const kernelsOf = (steps: Step[]): string[] =>
  steps.map(({ node, chain }) => node?.kernel ?? `chain of ${chain!.program.operations.length}`);

const backend = (): tf.KernelBackend => tf.engine().backend;
const read = ({ dataId }: tf.TensorInfo): number[] => [...(backend().readSync(dataId) as Float32Array)];

function numbersOf(target: Target, externals: tf.Tensor[]): number[][] {
  const results = target.run(externals);
  assert.equal(new Set(results.map(({ dataId }) => dataId)).size, results.length, "two results share memory");
  return results.map((info) => {
    const numbers = read(info);
    free(backend(), info);
    return numbers;
  });
}

/** Runs it three times and both ways, from the same tensors, which must stay as they are. */
function expectSame({ trace, wanted, externals }: Recorded): void {
  const before = externals.map(read);
  const held = backend().numDataIds();
  const expected = numbersOf(kernelByKernel(trace, wanted), externals);
  const plan = planned(trace, wanted);
  for (let run = 0; run < 3; run++) assert.deepEqual(numbersOf(plan, externals), expected);
  assert.deepEqual(externals.map(read), before); // prettier-ignore
  assert.equal(backend().numDataIds(), held, "memory was left behind");
}

const special = [NaN, Infinity, -Infinity, 0, -0, 1e-40, 1e30, 3.5, -2.5];
const x = (count: number, by = 0.7): tf.Tensor1D =>
  tf.tensor1d(Array.from({ length: count }, (_, i) => (i % 3 ? Math.sin(1 + i * by) * 3 : special[(i / 3) % special.length]))); // prettier-ignore

const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Neg: (a) => a.neg(),
  Abs: (a) => a.abs(),
  Square: (a) => a.square(),
  Sqrt: (a) => a.sqrt(),
  Rsqrt: (a) => a.rsqrt(),
  Reciprocal: (a) => a.reciprocal(),
  Relu6: (a) => a.relu6(),
  Clip: (a) => a.clipByValue(-1, 0.5),
  Step: (a) => a.step(0.25),
};
const binary: Record<string, (x: tf.Tensor, y: tf.Tensor) => tf.Tensor> = {
  Add: (a, b) => a.add(b),
  Sub: (a, b) => a.sub(b),
  Multiply: (a, b) => a.mul(b),
  RealDiv: (a, b) => a.div(b),
  Maximum: (a, b) => a.maximum(b),
  Minimum: (a, b) => a.minimum(b),
  SquaredDifference: (a, b) => a.squaredDifference(b),
  AddN: (a, b) => (tf.util.arraysEqual(a.shape, b.shape) ? tf.addN([a, b, a]) : a.add(b)),
};

for (const [name, of] of Object.entries(unary))
  test(`${name} in a chain gives tfjs's numbers to the last bit, NaN and zeros too`, () => {
    recorded(
      () => [of(x(41))],
      (one) => {
        assert.deepEqual(kernelsOf(stepsOf(one)), ["chain of 1"]);
        expectSame(one);
      },
    );
  });

for (const [name, of] of Object.entries(binary))
  test(`${name} in a chain gives tfjs's numbers to the last bit, NaN and zeros too`, () => {
    for (const [a, b] of [
      [
        [27, 27],
        [27, 27],
      ],
      [[27, 27], [27]],
      [[27, 27], []],
      [[27], [27, 27]],
      [[1], [7]],
      [[1, 1], [1]],
    ])
      // prettier-ignore
      recorded(
        // Each of the special numbers beside each other one.
        () => [of(x(tf.util.sizeFromShape(a)).reshape(a), x(tf.util.sizeFromShape(b), 1.1).reverse().reshape(b))], // prettier-ignore
        expectSame,
      );
  });

test("Adam's arithmetic over a row of weights is one chain, in place where nothing reads later", () => {
  recorded(
    () => {
      const [w, m, v, g] = [1, 2, 3, 4].map((by) => tf.randomNormal([101], 0, 1, "float32", by).abs().sqrt());
      const mean = m.mul(0.9).add(g.mul(0.1));
      const square = v.mul(0.99).add(g.square().mul(0.01));
      return [w.sub(mean.mul(0.1).div(square.div(0.5).sqrt().add(1e-8))), mean, square];
    },
    (one) => {
      const steps = stepsOf(one);
      assert.deepEqual(kernelsOf(steps), ["chain of 21"]);
      expectSame(one);
    },
  );
});

test("a chain does not swallow a kernel that stands between its parts", () => {
  recorded(
    () => {
      const a = x(12).abs();
      const before = a.add(1);
      return [before.add(before.sum()).mul(2), before];
    },
    (one) => {
      assert.deepEqual(kernelsOf(stepsOf(one)), ["chain of 2", "Sum", "chain of 2"]);
      expectSame(one);
    },
  );
});

test("what is wanted or from outside is not written over, and what dies is", () => {
  recorded(
    () => {
      const a = x(12).abs();
      const sines = a.sin();
      const kept = a.cos();
      return [sines.add(kept), kept];
    },
    (one) => {
      const last = stepsOf(one).at(-1)!;
      assert.ok(last.chain);
      // Over the sines, which have no other reader.
      const { outputs } = one.trace.nodes.find(({ kernel }) => kernel === "Sin")!;
      assert.deepEqual(last.over, outputs);
      expectSame(one);
    },
  );
});

test("a result is not written over a row or a single number, though they die", () => {
  recorded(
    () => {
      const [row, one] = [x(7).abs().cos(), x(1).cos()];
      return [tf.ones([9, 7]).mul(row).add(one)];
    },
    (one) => {
      const last = stepsOf(one).at(-1)!;
      assert.ok(last.chain);
      assert.deepEqual(last.over, [-1]);
      expectSame(one);
    },
  );
});

test("memory that a kernel has given to two values is not written over", () => {
  const kernelName = "SharesItsInput";
  const share: tf.KernelFunc = ({ inputs }) => {
    const info = inputs["x"]!;
    backend().incRef(info.dataId);
    return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
  };
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: share });
  try {
    recorded(
      () => {
        const sines = x(12).cos();
        return [tf.engine().runKernel<tf.Tensor>(kernelName, { x: sines }).add(1), sines];
      },
      (one) => {
        const last = stepsOf(one).at(-1)!;
        assert.ok(last.chain && last.over[0] >= 0);
        expectSame(one);
      },
    );
  } finally {
    tf.unregisterKernel(kernelName, "wasm");
  }
});

test("a tensor of which tfjs keeps a packed copy is not written over", () => {
  recorded(
    () => {
      const filter = x(9).abs().sin().clipByValue(-1, 1).reshape<tf.Tensor4D>([1, 1, 3, 3]).sin(); // prettier-ignore
      const image = tf.ones<tf.Rank.R4>([1, 2, 2, 3]);
      return [tf.conv2d(image, filter, 1, "same").sum().add(filter.mul(2))];
    },
    (one) => {
      const last = stepsOf(one).at(-1)!;
      assert.ok(last.chain);
      const filter = one.trace.nodes.find(({ kernel }) => kernel === "Conv2D")!.inputs[1];
      assert.ok(!last.over.includes(filter));
      expectSame(one);
    },
  );
});

test("what is asked for twice is computed once, and both get memory of their own", () => {
  recorded(
    () => {
      const a = x(12);
      return [a.sin().reshape([3, 4]), a.sin(), a.sin().reshape([4, 3]).reshape([12]), a.cos().softmax()];
    },
    (one) => {
      assert.deepEqual(kernelsOf(stepsOf(one)).filter((kernel) => kernel === "Sin").length, 1);
      expectSame(one);
    },
  );
});

test("kernels with other attributes or other shapes of the same memory are not the same", () => {
  recorded(
    () => {
      const a = x(12);
      return [
        a.reshape([3, 4]).sum(0),
        a.reshape([3, 4]).sum(1),
        a.reshape([2, 6]).sum(1),
        a.reshape([4, 3]).sum(0),
      ];
    },
    (one) => {
      assert.equal(kernelsOf(stepsOf(one)).filter((kernel) => kernel === "Sum").length, 4);
      expectSame(one);
    },
  );
});

/** Results and what is between them, of elementwise kernels and some others, by chance. */
function someChains(random: Stream): tf.Tensor[] {
  const draws = random.integers(400, 2 ** 30);
  let next = 0;
  const pick = <T>(from: readonly T[]): T => from[draws[next++ % draws.length] % from.length];
  const [rows, inner] = [pick([0, 1, 2, 3, 5]), pick([1, 2, 3, 4, 5, 9, 16])];
  const fit = (a: tf.Tensor): tf.Tensor => (a.size === rows * inner ? a.reshape([rows, inner]) : a);
  const made: tf.Tensor[] = [x(rows * inner).reshape([rows, inner]), x(inner), tf.scalar(0.5), x(rows).reshape([rows, 1]), x(rows * inner, 2).reshape([rows, inner])]; // prettier-ignore
  const others = [(a: tf.Tensor) => a.sin(), (a: tf.Tensor) => (a.size ? a.sum() : a.sin()), (a: tf.Tensor) => fit(a.reshape([-1]).reshape(a.shape))]; // prettier-ignore
  for (let i = pick([5, 20, 80]); i > 0; i--) {
    const kind = pick([0, 0, 1, 1, 1, 1, 2]);
    const [a, b] = [pick(made.slice(-6)), pick(made)];
    made.push(kind === 0 ? pick(Object.values(unary))(a) : kind === 1 ? pick(Object.values(binary))(a, b) : pick(others)(a)); // prettier-ignore
  }
  return [...new Set([made.at(-1)!, pick(made.slice(5)), pick(made.slice(5))])];
}

test("100 graphs of long and odd chains are what their kernels give, to the last bit", () => {
  const root = stream(10);
  let longest = 0;
  let over = 0;
  for (let i = 0; i < 100; i++)
    recorded(
      () => someChains(root.split(i)),
      (one) => {
        for (const step of stepsOf(one)) {
          if (!step.chain) continue;
          longest = Math.max(longest, step.chain.program.operations.length);
          over += step.over.filter((value) => value >= 0).length;
        }
        expectSame(one);
      },
    );
  assert.ok(longest > 20, `the longest chain had ${longest} kernels`);
  assert.ok(over > 60, `${over} results were written over operands`);
});

test("a malformed graph is refused before anything runs", () => {
  recorded(
    () => [x(12).sin().add(x(12, 2).cos())],
    ({ trace, wanted }) => {
      const [first, ...rest] = trace.nodes;
      const refused = (change: Partial<Trace>, said: RegExp, want = wanted): void =>
        assert.throws(() => new Targets().of({ ...trace, ...change }, want), said);
      refused({ nodes: [{ ...first, kernel: "Nothing" }, ...rest] }, /kernel 1, Nothing, is none of the backend/);
      refused({ nodes: [{ ...first, inputs: [99] }, ...rest] }, /kernel 1, .*, takes value 99, which is not there yet/);
      refused({ nodes: [...trace.nodes].reverse() }, /which is not there yet/);
      refused({ nodes: [{ ...first, outputs: first.inputs }, ...rest] }, /which is there already/);
      refused({ nodes: [{ ...first, outputs: [99] }, ...rest] }, /gives value 99, which the graph does not describe/);
      refused({ nodes: [{ ...first, keys: [] }, ...rest] }, /has 1 inputs for 0 names/);
      refused({ values: trace.values.map(({ dtype }) => ({ dtype, shape: [1.5] })) }, /has the shape \[1.5\]/);
      refused({}, /value 99 is wanted, which nothing makes/, [99]);
    },
  ); // prettier-ignore
});
