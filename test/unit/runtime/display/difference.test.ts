import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { Tensor as Payload, tensorFault, tensorMime, unpackNumbers } from "../../../../src/protocol/index.ts";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { host } from "../../../../src/runtime/core/host.ts";
import { difference } from "../../../../src/runtime/display/index.ts";
import { differenceBundle } from "../../../../src/runtime/display/tensor/difference.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

async function compared(a: unknown, b: unknown, options = {}): Promise<Payload & { text: string }> {
  const found: (Payload & { text: string })[] = [];
  await inNotebook(async (host) => {
    await difference(a, b, options);
    const bundle = host.shown[0];
    assert.ok(JSON.stringify(bundle).length <= 256 * 1024);
    const payload = v.parse(Payload, JSON.parse(JSON.stringify(bundle[tensorMime])));
    assert.equal(tensorFault(payload), null);
    found.push({ ...payload, text: String(bundle["text/plain"]) });
  });
  return found[0];
}

test("a difference holds both tensors and itself, and where they are furthest apart", async () => {
  const a = tensor([
    [1, 2, 3],
    [4, 5, 1000],
  ]);
  const b = tensor([
    [1, 2.5, 3],
    [4, 5, 1001],
  ]);
  await leaves(0, async () => {
    const { preview, compared: found, text, name } = await compared(a, b, { names: ["mine", "theirs"] });
    assert.deepEqual([...unpackNumbers(preview.mean)], [0, -0.5, 0, 0, 0, -1]);
    assert.equal(name, "mine − theirs");
    assert.deepEqual(
      found?.sides.map((side) => [side.name, ...unpackNumbers(side.preview.mean)]),
      [
        ["mine", 1, 2, 3, 4, 5, 1000],
        ["theirs", 1, 2.5, 3, 4, 5, 1001],
      ],
    );
    const { closeness } = found;
    assert.deepEqual(closeness.largest, { by: 1, values: [1000, 1001], index: [1, 2] });
    assert.deepEqual(closeness.relative, { by: 0.2, values: [2, 2.5], index: [0, 1] });
    assert.deepEqual([closeness.of, closeness.far, closeness.unlike], [6, 2, 0]);
    assert.match(text, /^mine and theirs are not close: 2 of 6 values .* largest difference 1 at \[1, 2\]/);
  });
  a.dispose();
  b.dispose();
});

test("close is what NumPy's allclose calls close, and NaN is close to NaN", async () => {
  // numpy.isclose([1, 1, 0, 0], [1 + 9e-6, 1 + 2e-5, 9e-9, 2e-8]) is [True, False, True, False], NumPy 2.4
  const cases: [number, number, boolean][] = [
    [1, 1 + 9e-6, true],
    [1, 1 + 2e-5, false],
    [0, 9e-9, true],
    [0, 2e-8, false],
    [NaN, NaN, true],
    [Infinity, Infinity, true],
    [Infinity, -Infinity, false],
    [NaN, 1, false],
    [1, Infinity, false],
  ];
  for (const [a, b, close] of cases) {
    const { compared: found } = await compared([a], [b]);
    assert.equal(found?.closeness.far === 0, close, `${a} and ${b}`);
  }
  const loose = await compared([1, 2], [1.5, 2], { rtol: 0, atol: 0.5 });
  assert.equal(loose.compared?.closeness.far, 0);
});

test("float32 numbers are counted from one to the other", async () => {
  const ulp = 2 ** -23;
  const steps = async (a: number[], b: number[]): Promise<number | null | undefined> =>
    (await compared(Float32Array.from(a), Float32Array.from(b))).compared?.closeness.ulps;
  assert.equal(await steps([1, 2], [1 + 3 * ulp, 2]), 3);
  assert.equal(await steps([-1], [-1 - ulp]), 1);
  assert.equal(await steps([0], [-0]), 0);
  // The least numbers on both sides of 0.
  assert.equal(await steps([2 ** -149], [-(2 ** -149)]), 2);
  assert.equal((await compared([1], [2])).compared?.closeness.ulps, null);
});

test("shapes that differ are refused by both names, and what has no numbers as well", async () => {
  await assert.rejects(
    compared([1, 2], [1, 2, 3], { names: ["x", "y"] }),
    /x has the shape \[2\] and y \[3\]/,
  );
  await assert.rejects(compared([1, 2], new Map()), /b has no numbers/);
});

const size = 300_000;
const pending = (bundle: Record<string, unknown>): (boolean | undefined)[] => {
  const payload = v.parse(Payload, bundle[tensorMime]);
  assert.equal(tensorFault(payload), null);
  return [payload, ...(payload.compared?.sides ?? [])].map(({ sampled }) => sampled?.pending);
};

test("of large ones the difference is that of a sample, and then of all", async () => {
  const a = tensor(new Float32Array(size));
  const b = tensor(new Float32Array(size).fill(7, size - 1));
  await inNotebook(async (fake) => {
    host()?.display(await differenceBundle(a, b, {}, 1000));
    assert.deepEqual(pending(fake.shown[0]), [true, true, true]);
    await fake.follow();
    assert.deepEqual(pending(fake.updates[0]), [undefined, undefined, undefined]);
    const { compared: found } = v.parse(Payload, fake.updates[0][tensorMime]);
    assert.deepEqual(found?.closeness.largest, { by: 7, values: [0, 7], index: [size - 1] });
  });
  a.dispose();
  b.dispose();
});

test("where one is freed before all is read, its sample stays and says that no more comes", async () => {
  const [a, b] = [tensor(new Float32Array(size)), tensor(new Float32Array(size))];
  await inNotebook(async (fake) => {
    host()?.display(await differenceBundle(a, b, {}, 1000));
    b.dispose();
    await fake.follow();
    assert.deepEqual(fake.updates.map(pending), [[false, false, false]]);
  });
  a.dispose();
});
