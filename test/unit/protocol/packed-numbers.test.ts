import assert from "node:assert/strict";
import test from "node:test";
import { lengthFault, packNumbers, unpackNumbers } from "../../../src/protocol/index.ts";

const exactly = (values: number[], dtype: string): void => {
  const packed = packNumbers(values, { half: false });
  assert.equal(packed.dtype, dtype);
  assert.deepEqual([...unpackNumbers(packed)], values);
  assert.equal(lengthFault(packed), null);
};

test("numbers come out of the smallest kind that holds them as they went in", () => {
  exactly([0, 1, 255], "uint8");
  exactly([-128, 127], "int8");
  exactly([0, 256, 65_535], "uint16");
  exactly([-129, 32_767], "int16");
  exactly([-(2 ** 31), 2 ** 31 - 1], "int32");
  exactly([0.5, NaN, -Infinity, Math.fround(0.1), Math.fround(3e38)], "float32");
  exactly([0.1, 1e300, -Infinity, NaN], "float64");
  exactly([2 ** 31], "float32");
  exactly([2 ** 53 - 1], "float64");
  exactly([], "uint8");
});

test("half precision keeps three digits at any size, and what is not finite", () => {
  for (const size of [1e-300, 1e-8, 1, 1e5, 1e300]) {
    const values = [size, -size / 3, size / 700, 0, NaN, Infinity, -Infinity];
    const packed = packNumbers(values, { half: true });
    assert.equal(packed.dtype, "float16");
    const back = unpackNumbers(packed);
    // Half an ulp of 11 bits.
    values
      .slice(0, 4)
      .forEach((value, i) => assert.ok(Math.abs(back[i] - value) <= Math.abs(value) * 2 ** -11));
    assert.deepEqual([...back.slice(4)], values.slice(4));
  }
});

test("data of another length is found without and with decoding", () => {
  const packed = packNumbers([1.5, 2.5, 3.5], { half: false });
  for (const length of [2, 4]) {
    assert.match(lengthFault({ ...packed, length }) ?? "", /ends early|too long/);
    assert.throws(() => unpackNumbers({ ...packed, length }), RangeError);
  }
  assert.throws(() => unpackNumbers({ ...packed, data: "!!!!" }), /not base64/);
});
