import assert from "node:assert/strict";
import test from "node:test";
import { csvOf } from "../../../../src/renderers/tensor/csv.ts";
import { npyOf } from "../../../../src/renderers/tensor/npy.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

test("A matrix is saved as NumPy saves it, byte for byte.", () => {
  // numpy.save of numpy.array([[1.5, -2], [numpy.inf, 0]], "float32"), NumPy 2.4
  const header = `\x93NUMPY\x01\x00v\x00${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }".padEnd(117)}\n`;
  const numbers = Buffer.from(Float32Array.of(1.5, -2, Infinity, 0).buffer).toString("latin1");
  assert.equal(text(npyOf([1.5, -2, Infinity, 0], [2, 2], "float32")), header + numbers);
});

test("Vectors, numbers alone and every kind of number have headers that NumPy reads.", () => {
  const cases: [number[], string, string][] = [
    [[3], "int32", "'<i4', 'fortran_order': False, 'shape': (3,)"],
    [[], "float64", "'<f8', 'fortran_order': False, 'shape': ()"],
    [[1, 1], "bool", "'|b1', 'fortran_order': False, 'shape': (1, 1)"],
    [[2], "uint8clamped", "'|u1', 'fortran_order': False, 'shape': (2,)"],
    [[2], "uint16", "'<u2', 'fortran_order': False, 'shape': (2,)"],
  ];
  for (const [shape, dtype, expected] of cases) {
    const size = shape.reduce((a, b) => a * b, 1);
    const file = npyOf(new Float64Array(size).fill(1), shape, dtype);
    const length = 10 + file[8] + 256 * file[9];
    assert.equal(length % 64, 0);
    assert.ok(text(file.subarray(10, length)).startsWith(`{'descr': ${expected}, }`), dtype);
    const width = { int32: 4, float64: 8, bool: 1, uint8clamped: 1, uint16: 2 }[dtype] ?? NaN;
    assert.equal(file.length - length, size * width);
  }
});

test("A matrix is copied as lines of numbers that a spreadsheet reads.", () => {
  assert.equal(csvOf([1, -2.5, NaN, Infinity, 1e-9, 0], 2, 3), "1,-2.5,NaN\nInfinity,1e-9,0\n");
  assert.equal(csvOf([7], 1, 1), "7\n");
});
