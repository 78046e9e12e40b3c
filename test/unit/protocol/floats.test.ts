import assert from "node:assert/strict";
import test from "node:test";
import { Float16Array } from "@petamoriken/float16";
import { fromBase64, packFloats, toBase64, unpackFloats, unpackSome } from "../../../src/protocol/index.ts";

test("single precision comes back to the bit, half precision to three digits", () => {
  const values = Array.from({ length: 10_001 }, (_, k) => Math.sin(k) * 10 ** ((k % 9) - 4));
  assert.deepEqual(unpackFloats(packFloats(values, "float32")), Float32Array.from(values));
  unpackFloats(packFloats(values)).forEach((value, k) => {
    assert.ok(
      Math.abs(value - values[k]) <= Math.abs(values[k]) * 2 ** -11 + 2 ** -25,
      `${value} for ${values[k]}`,
    );
  });
});

test("what is no ordinary number stays what it is", () => {
  const odd = [NaN, Infinity, -Infinity, -0, 0];
  for (const dtype of ["float16", "float32"] as const) {
    assert.deepEqual([...unpackFloats(packFloats(odd, dtype))], odd);
  }
  assert.deepEqual([...unpackFloats(packFloats([1e6, -1e6]))], [Infinity, -Infinity]);
  assert.equal(unpackFloats(packFloats([])).length, 0);
});

test("damaged data is refused with the fault's name", () => {
  const packed = packFloats([1, 2, 3]);
  assert.throws(() => unpackFloats({ ...packed, length: 4 }), /ends early: 6 bytes where 8/);
  assert.throws(() => unpackFloats({ ...packed, length: 2 }), /too long/);
  assert.throws(() => unpackFloats({ ...packed, data: "*" }), /not base64/);
});

test("base64 is everybody's base64", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, k) => (k * 31) % 256);
  assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
});

test("some of the numbers are those of all", () => {
  for (const dtype of ["float16", "float32"] as const) {
    const packed = packFloats(
      Array.from({ length: 23 }, (_, k) => Math.cos(k)),
      dtype,
    );
    const all = unpackFloats(packed);
    for (let from = 0; from < 23; from++) {
      for (const count of [1, 2, 3, 7]) {
        assert.deepEqual(unpackSome(packed, from, count), all.slice(from, from + count), `${from} ${count}`);
      }
    }
  }
});

test("half precision is rounded as another implementation rounds it: every half, what is between two, and the ends", () => {
  const halves = Float32Array.from(
    new Float16Array(Uint16Array.from({ length: 65_536 }, (_, k) => k).buffer),
  );
  const values = [...halves].flatMap((value, k) => {
    const next = halves[(k + 1) % 65_536];
    const middle = Math.fround((value + next) / 2);
    return [value, middle, Math.fround(middle * (1 + 2 ** -20)), Math.fround(middle * (1 - 2 ** -20))];
  });
  values.push(65_519.99, 65_520, 65_536, 1e30, 2 ** -25, 2 ** -25 * 1.0001, 2 ** -24 * 1.5, 1e-40, -1e-10);
  const ours = unpackFloats(packFloats(Float32Array.from(values)));
  const theirs = Float32Array.from(Float16Array.from(Float32Array.from(values)));
  ours.forEach((value, k) =>
    assert.ok(Object.is(value, theirs[k]), `${value}, not ${theirs[k]}, for ${values[k]}`),
  );
});
