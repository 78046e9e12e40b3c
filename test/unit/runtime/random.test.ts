import test from "node:test";
import assert from "node:assert/strict";
import { getBackend, setBackend } from "../../../src/runtime/core/tf.ts";
import { noise, noiseSource, stream, torchStream } from "../../../src/runtime/random/index.ts";
import { philox } from "../../../src/runtime/random/philox.ts";

const block = (counter: number[], key: number[]): string[] => {
  const out = new Uint32Array(4);
  const [c0, c1, c2, c3] = counter;
  philox(out, c0, c1, c2, c3, key[0], key[1]);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0"));
};

test("Philox gives the words of its authors' known-answer tests.", () => {
  assert.deepEqual(block([0, 0, 0, 0], [0, 0]), ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  const ones = 0xffffffff;
  assert.deepEqual(block([ones, ones, ones, ones], [ones, ones]), [
    "408f276d",
    "41c83b0e",
    "a20bc7c6",
    "6d5451fd",
  ]);
  const pi = block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]);
  assert.deepEqual(pi, ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"]);
});

const moments = (values: ArrayLike<number>) => {
  const all = Array.from(values);
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  return { mean, variance: all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length };
};

test("Normal and uniform numbers have the moments of their distributions.", () => {
  const normal = moments(stream(1).normal(100_000));
  assert.ok(Math.abs(normal.mean) < 0.015 && Math.abs(normal.variance - 1) < 0.02, JSON.stringify(normal));
  const uniform = moments(stream(2).uniform(100_000));
  assert.ok(Math.abs(uniform.mean - 0.5) < 0.005 && Math.abs(uniform.variance - 1 / 12) < 0.002);
});

test("A stream is the same for the same seed and another for another.", () => {
  assert.deepEqual(stream(5).normal(7), stream(5).normal(7));
  assert.notDeepEqual(stream(5).normal(7), stream(6).normal(7));
  assert.notDeepEqual(stream(5).normal(7), stream(5 + 2 ** 32).normal(7));
});

test("Splitting leaves a stream where it is, and the parts are uncorrelated.", () => {
  const root = stream(3);
  const first = root.split(0).normal(20_000);
  const second = root.split(1).normal(20_000);
  assert.deepEqual(root.normal(5), stream(3).normal(5));
  const correlation = first.reduce((total, value, i) => total + value * second[i], 0) / first.length;
  assert.ok(Math.abs(correlation) < 0.03, String(correlation));
});

test("Streams split by name too, each name another.", () => {
  const root = stream(3);
  const of = (key: string | number) => [...root.split(key).uniform(4)].join();
  const keys = ["", "a", "b", "ab", "ba", "aa", "weights", "noise", 0, 1, 97];
  assert.equal(new Set(keys.map(of)).size, keys.length);
  assert.equal(of("weights"), [...stream(3).split("weights").uniform(4)].join());
});

test("Numbers of float64 have the moments of their distributions, and digits that float32 has not.", () => {
  const normal = moments(stream(1).normal64(100_000));
  assert.ok(Math.abs(normal.mean) < 0.015 && Math.abs(normal.variance - 1) < 0.02, JSON.stringify(normal));
  const drawn = stream(2).uniform64(100_000);
  const uniform = moments(drawn);
  assert.ok(Math.abs(uniform.mean - 0.5) < 0.005 && Math.abs(uniform.variance - 1 / 12) < 0.002);
  assert.ok(drawn.every((u) => u >= 0 && u < 1 && u !== Math.fround(u)));
});

test("Noise is the same on every backend.", async () => {
  const before = getBackend();
  const expected = await noise([3, 50], { seed: 5 }).data();
  await setBackend("cpu");
  try {
    assert.deepEqual(await noise([3, 50], { seed: 5 }).data(), expected);
  } finally {
    await setBackend(before);
  }
});

test("What torchStream cannot draw is refused.", () => {
  assert.throws(() => torchStream(-1), /seed is a whole number/);
  assert.throws(() => torchStream(0).rand(1.5), /length must be a whole number/);
  assert.throws(() => torchStream(0).randint(3, 3, 1), /not from 3 to 3 - 1/);
  assert.throws(() => torchStream(0).randint(0.5, 3, 1), /whole numbers/);
});

test("Integers stay below their limit and meet every number about as often.", () => {
  const drawn = stream(4).integers(60_000, 6);
  const counts = Array.from({ length: 6 }, (_, n) => drawn.filter((value) => value === n).length);
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, String(counts));
});

test("A permutation holds every number once.", () => {
  const order = stream(5).permutation(1000);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    [...Array(1000).keys()],
  );
  assert.notDeepEqual([...order], [...Array(1000).keys()]);
});

test("A sample's noise is the same in a small and in a large batch, at every draw.", async () => {
  const small = noiseSource(7);
  const large = noiseSource(7);
  for (let draw = 0; draw < 3; draw++) {
    const few = await small([2, 3]).data();
    const many = await large([5, 3]).data();
    assert.deepEqual([...many.slice(0, 6)], [...few]);
  }
});

test("noise() is what a sampler with that seed starts from.", async () => {
  assert.deepEqual(await noise([4, 2], { seed: 9 }).data(), await noiseSource(9, 0)([4, 2]).data());
  assert.notDeepEqual(await noise([4, 2], { seed: 9 }).data(), await noiseSource(9, 1)([4, 2]).data());
});

test("Seeds, splits and limits that mean nothing are refused.", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) assert.throws(() => stream(seed), /seed is a whole number/);
  assert.throws(() => stream(0).split(-1), /splits by a name or a whole number/);
  assert.throws(() => stream(0).integers(1, 0), /below a whole number/);
});
