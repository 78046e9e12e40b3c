import assert from "node:assert/strict";
import { grads, tensor, tidy, type Tensor } from "../../src/runtime/core/tf.ts";
import { generator } from "./generator.ts";
import type { Case } from "./case.ts";
import { nd, sizeOf, type Nd } from "./nd.ts";

/** Step of the central differences. In float64 they are right to about 1e-9 then. */
const step = 1e-5;

/** How far float32 may be off, of numbers of about 1 that are sums of up to some hundreds. */
const tolerance = 2e-4;

/** Holds an operation's value against what it means, and its gradients against finite differences of that, in float64. */
export async function checkCase({ name, inputs, range = (x) => x, tf, meant }: Case): Promise<void> {
  const random = generator(name);
  const points = inputs.map((shape) =>
    // As float32 has them, so that both sides see the same numbers.
    nd(
      shape,
      Float32Array.from({ length: sizeOf(shape) }, () => range(random())),
    ),
  );
  const f = tf as (...tensors: Tensor[]) => Tensor; // of as many tensors as it has inputs
  const value = meant(...points);
  const found = tidy(() => f(...points.map(toTensor)));
  assert.deepEqual(found.shape, value.shape, "the shape of its value");
  close(await take(found), value.data, "its value");

  const weights = nd(value.shape, Float32Array.from({ length: value.data.length }, random));
  const slopes = tidy(() => grads(f)(points.map(toTensor), toTensor(weights)));
  for (const [i, slope] of slopes.entries()) {
    assert.deepEqual(slope.shape, inputs[i], `the shape of its gradient by input ${i + 1}`);
    const change = differences(points, i, (...at) => dot(meant(...at), weights));
    close(await take(slope), change, `its gradient by input ${i + 1}`);
  }
}

const toTensor = ({ shape, data }: Nd): Tensor => tensor(Float32Array.from(data), [...shape], "float32");

async function take(x: Tensor): Promise<ArrayLike<number>> {
  const data = await x.data();
  x.dispose();
  return data;
}

const dot = (a: Nd, b: Nd): number => a.data.reduce((sum, x, i) => sum + x * b.data[i], 0);

/** Slopes of `f` by each entry of one input. */
function differences(points: readonly Nd[], input: number, f: (...at: Nd[]) => number): Float64Array {
  const at = (i: number, by: number): number => {
    const { shape, data } = points[input];
    return f(...points.with(input, { shape, data: data.with(i, data[i] + by) }));
  };
  return points[input].data.map((_, i) => (at(i, step) - at(i, -step)) / (2 * step));
}

function close(found: ArrayLike<number>, meant: Float64Array, what: string): void {
  const size = Math.max(1, ...meant.map(Math.abs));
  const worst = Math.max(0, ...meant.map((x, i) => Math.abs(x - found[i])));
  // Not "worst > tolerance": no number is within it.
  assert.ok(
    worst <= tolerance * size,
    `${what} is off by ${worst}: ${preview(found)} instead of ${preview(meant)}`,
  );
}

const preview = (numbers: ArrayLike<number>): string =>
  `[${Array.from(numbers).slice(0, 6).map((x) => x.toPrecision(4)).join(", ")}${numbers.length > 6 ? ", …" : ""}]`; // prettier-ignore
