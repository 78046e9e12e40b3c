import test from "node:test";
import assert from "node:assert/strict";
import { tensor2d, tensor1d } from "../../../../../src/runtime/core/tf.ts";
import { statistics } from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";
import { grid, normal } from "../grid.ts";

const rows = (count: number, dim: number, seed = 1, shift = 0): Float64Array[] =>
  normal(count, dim, seed).map((row) => row.map((x) => x + shift));

/** numpy.cov by its definition. */
function covarianceByHand(x: readonly Float64Array[]): Float64Array {
  const dim = x[0].length;
  const mean = x[0].map((_, j) => x.reduce((sum, row) => sum + row[j], 0) / x.length);
  return Float64Array.from({ length: dim * dim }, (_, at) => {
    const [i, j] = [Math.floor(at / dim), at % dim];
    return x.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / (x.length - 1);
  });
}

const close = (a: Float64Array, b: Float64Array, tolerance: number) => {
  assert.equal(a.length, b.length);
  a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) <= tolerance, `${i}: ${x} and ${b[i]}`));
};

test("Mean and covariance are NumPy's.", async () => {
  // x = np.sin(1.3*np.arange(24)).reshape(8,3); x.mean(0); np.cov(x, rowvar=False)
  const of = await statistics(grid(8, 3, (k) => Math.sin(1.3 * k)));
  close(of.mean(), Float64Array.of(0.01281243334567142, 0.009967409032309256, -0.007479892864542051), 1e-15);
  close(
    await of.covariance(),
    Float64Array.of(
      0.5837399963221181,
      0.1737923311044771,
      -0.4907615063333502,
      0.1737923311044771,
      0.5700947128813888,
      0.13120700469720703,
      -0.4907615063333502,
      0.13120700469720703,
      0.5609569464610377,
    ),
    1e-15,
  );
});

test("However samples come in, their statistics are those of all at once.", async () => {
  for (const [count, dim] of [
    [5, 9],
    [9, 9],
    [10, 9],
    [50, 9],
    [2500, 5],
  ]) {
    const all = rows(count, dim);
    const whole = await statistics(all);
    const byOne = await statistics(all.slice(0, 1));
    for (const row of all.slice(1, 40)) await byOne.add([row]);
    if (count > 40) await byOne.add(all.slice(40));
    const third = Math.ceil(count / 3);
    const [a, b] = [await statistics(all.slice(0, third)), await statistics(all.slice(third))];
    const expected = covarianceByHand(all);
    for (const found of [whole, byOne, await a.merge(b), await b.merge(a)]) {
      assert.equal(found.count, count);
      assert.equal(found.samples?.count, count <= dim ? count : undefined);
      close(found.mean(), whole.mean(), 1e-14);
      close(await found.covariance(), expected, 1e-13);
    }
    assert.equal(a.count, third, "merging leaves both as they are");
  }
});

test("A large common part costs no digits.", async () => {
  const shifted = await statistics(rows(300, 4, 1, 1e6));
  const plain = await statistics(rows(300, 4));
  // Adding 1e6 rounds each feature by up to 6e-11.
  close(await shifted.covariance(), await plain.covariance(), 1e-10);
});

test("Tensors are read and stay their owner's; additions need not be waited for.", async () => {
  await leaves(0, async () => {
    const parts = [rows(3, 2, 1), rows(4, 2, 2), rows(2, 2, 3)];
    const tensors = parts.map((part) => tensor2d(part.map((row) => [...row])));
    const of = await statistics(tensors[0], { extractor: "pixels" });
    const adding = [of.add(tensors[1]), of.add(tensors[2])];
    await Promise.all(adding);
    tensors.forEach((one) => one.dispose());
    assert.equal(of.count, 9);
    assert.equal(of.extractor, "pixels");
    close(await of.covariance(), covarianceByHand(parts.flat()), 1e-6);
  });
});

test("What is no set of features is refused, and a refused batch does not count.", async () => {
  await leaves(0, async () => {
    const flat = tensor1d([1, 2]);
    await assert.rejects(statistics(flat), /features \[N, D\], not a tensor of shape \[2\]/);
    flat.dispose();
  });
  await assert.rejects(statistics([]), /at least 1 sample, not 0/);
  await assert.rejects(statistics([[]]), /rows without a number/);
  await assert.rejects(statistics([[1, 2], [3]]), /Row 1 .* has 1 numbers, row 0 has 2/);
  const of = await statistics([[1, 2]], { extractor: "a" });
  await assert.rejects(of.covariance(), /at least 2 samples, not 1/);
  await assert.rejects(of.add([[1, 2], [1, NaN]]), /hold NaN in row 1, column 1/); // prettier-ignore
  await assert.rejects(of.add([[1, 2, 3]]), /one length, not of 2 and 3/);
  assert.equal((await of.add([[3, 4]])).count, 2);
  await assert.rejects(of.merge(await statistics([[1, 2]], { extractor: "b" })), {
    name: "TypeError",
    message: /"a", the other of "b"/,
  });
});
