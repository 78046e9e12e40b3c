// Chains are held to arithmetic in JavaScript, rounded to float32 after each operation.
import assert from "node:assert/strict";
import test from "node:test";
import { chainFunction, type ChainProgram } from "../../../../src/runtime/compile/plan/chain-code.ts";

const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
const floats = new Float32Array(memory.buffer);
const round = Math.fround;

/** Runs a chain on operands that lie one after another, with a float between that must stay as it is; -1 has memory of its own. */
function run(program: ChainProgram, rows: number, inner: number, operands: number[][], over: number[] = []) {
  floats.fill(123);
  let next = 1; // off the bounds of four
  const place = (count: number): number => (next += count + 1) - count - 1;
  const at = operands.map((numbers) => {
    const first = place(numbers.length);
    floats.set(numbers, first);
    return first;
  });
  const out = program.stored.map((_, i) => ((over[i] ?? -1) >= 0 ? at[over[i]] : place(rows * inner)));
  chainFunction(program, memory)(rows, inner, ...[...at, ...out].map((first) => 4 * first));
  const between = [...at, ...out].flatMap((first) => floats[first - 1]);
  assert.ok(between.every((x) => x === 123), "it wrote before a tensor"); // prettier-ignore
  assert.equal(floats[next - 1], 123, "it wrote behind the last tensor");
  return out.map((first) => [...floats.slice(first, first + rows * inner)]);
}

const numbers = (count: number, by: number): number[] =>
  Array.from({ length: count }, (_, i) => round(Math.sin(1 + i * by) * 3));

/** (x + row) * one, and the square of that: both stored. */
const program: ChainProgram = {
  operands: ["each", "row", "one"],
  operations: [
    [{ operand: 0 }, { operand: 1 }, "add"],
    [{ operand: 3 }, { operand: 2 }, "mul"],
    [{ operand: 4 }, { operand: 4 }, "mul"],
  ],
  stored: [1, 2],
};

for (const [rows, inner] of [
  [1, 1],
  [3, 2],
  [2, 3],
  [1, 4],
  [5, 5],
  [3, 7],
  [2, 8],
  [4, 33],
  [0, 4],
  [3, 0],
])
  // prettier-ignore
  test(`a chain over ${rows} rows of ${inner} is what its operations give one after the other`, () => {
    const [x, row, one] = [numbers(rows * inner, 0.7), numbers(inner, 1.3), [round(-0.37)]];
    const scaled = x.map((value, i) => round(round(value + row[i % inner]) * one[0]));
    const squared = scaled.map((value) => round(value * value));
    assert.deepEqual(run(program, rows, inner, [x, row, one]), [scaled, squared]);
    // Over the operand that it reads, the same.
    assert.deepEqual(run(program, rows, inner, [x, row, one], [0, -1]), [scaled, squared]);
    assert.deepEqual(run(program, rows, inner, [x, row, one], [-1, 0]), [scaled, squared]);
  });

test("a long chain that uses each of its values twice is what its operations give", () => {
  const length = 60;
  const operations: ChainProgram["operations"] = Array.from({ length }, (_, i) => [
    { operand: i },
    { operand: Math.max(0, i - 1) },
    i % 2 ? "sub" : "add",
  ]);
  const x = numbers(29, 0.9);
  const expected = x.map((value) => {
    const values = [value];
    for (let i = 0; i < length; i++)
      values.push(round(i % 2 ? values[i] - values[Math.max(0, i - 1)] : values[i] + values[Math.max(0, i - 1)])); // prettier-ignore
    return values[length];
  });
  assert.deepEqual(run({ operands: ["each"], operations, stored: [length - 1] }, 1, 29, [x]), [expected]);
});

test("constants that differ in the sign of zero alone, or are infinite, are different chains", () => {
  const plus = (all: number): ChainProgram => ({
    operands: ["each"],
    operations: [[{ operand: 0 }, { all }, "add"]],
    stored: [0],
  });
  assert.ok(Object.is(run(plus(0), 1, 1, [[-0]])[0][0], 0));
  assert.ok(Object.is(run(plus(-0), 1, 1, [[-0]])[0][0], -0));
  assert.equal(run(plus(Infinity), 1, 1, [[1]])[0][0], Infinity);
  assert.equal(run(plus(-Infinity), 1, 1, [[1]])[0][0], -Infinity);
});
