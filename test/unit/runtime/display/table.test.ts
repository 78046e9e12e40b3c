import assert from "node:assert/strict";
import test from "node:test";
import { Table, tableMime, unpackFloats } from "../../../../src/protocol/index.ts";
import * as v from "valibot";
import { densityOf } from "../../../../src/runtime/display/density.ts";
import { tableBundle } from "../../../../src/runtime/display/table.ts";
import { numberIn } from "../../../../src/runtime/display/table-payload.ts";
import { marginalOf } from "../../../../src/runtime/inference/diagnostics/marginal.ts";
import { blocksOf, elboCurve } from "../../../../src/runtime/inference/vi/fit/course.ts";

test("A cell is sorted by the number that it begins with.", () => {
  const cells = [
    "≤ 3.21 ± 0.02",
    "1,024",
    "-1.5e-3",
    "−2",
    "12 of 25",
    "0.8 to 0.9",
    "not known",
    "",
    "Infinity",
    "v2",
  ];
  assert.deepEqual(cells.map(numberIn), [3.21, 1024, -0.0015, -2, 12, 0.8, null, null, null, null]);
});

/** Quantiles of a normal at equal steps: as many as wanted, without chance. By bisection of its distribution function. */
function normalQuantiles(count: number): Float64Array {
  const below = (x: number): number => {
    // Simpson's rule from -10.
    const parts = 400;
    const h = (x + 10) / parts;
    let sum = 0;
    for (let i = 0; i <= parts; i++) {
      const weight = i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * (-10 + i * h) ** 2);
    }
    return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
  };
  return Float64Array.from({ length: count }, (_, k) => {
    const wanted = (k + 0.5) / count;
    let [low, high] = [-8, 8];
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (below(middle) < wanted) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

test("The density of a normal's draws is that normal, as wide as the kernels make it.", () => {
  const draws = normalQuantiles(500);
  const found = densityOf(draws);
  assert.ok(found);
  const width = 0.9 * 500 ** -0.2; // of a normal sd and IQR / 1.34 are 1, nearly
  const sd = Math.sqrt(1 + width ** 2);
  found.density.forEach((value, k) => {
    const x = found.from + ((found.to - found.from) * k) / (found.density.length - 1);
    const expected = Math.exp(-0.5 * (x / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
    assert.ok(Math.abs(value - expected) < 0.006, `${x}: ${value} beside ${expected}`);
  });
  assert.deepEqual([found.from, found.to], [draws[0], draws[499]]);
});

test("There is no density of draws that do not differ or are not finite.", () => {
  for (const draws of [[], [1], [2, 2, 2], [1, NaN, 2], [1, Infinity]])
    assert.equal(densityOf(draws), null, JSON.stringify(draws));
  assert.equal(marginalOf(Float64Array.of(1, 1)), null);
});

test("A marginal's density is highest at 1, and its interval is the narrowest with 94 % of the draws.", () => {
  // 96 draws from 0 to 0.95 and 4 far away, which the interval leaves out.
  const draws = Float64Array.from({ length: 100 }, (_, i) => (i < 96 ? i / 100 : 50 + i));
  const found = marginalOf(draws);
  assert.ok(found);
  assert.equal(Math.max(...unpackFloats(found.density)), 1);
  assert.ok(found.interval[0] >= 0 && found.interval[1] <= 0.95);
});

test("A course is of means of equally many steps, each with the error of such a mean.", () => {
  const { steps, mean, error } = blocksOf(Float64Array.from({ length: 20 }, (_, i) => i));
  // Blocks of 8, 8 and 4: the mean of 0 … 7 is 3.5, its error sqrt(6 / 8).
  assert.deepEqual([...steps], [4.5, 12.5, 18.5]);
  assert.deepEqual([...mean], [3.5, 11.5, 17.5]);
  assert.ok(Math.abs(error[0] - Math.sqrt(6 / 8)) < 1e-12);
  assert.ok(Math.abs(error[2] - Math.sqrt(5 / 3 / 4)) < 1e-12);
  assert.equal(blocksOf(new Float64Array(100_000)).steps.length, 100);
  const curve = elboCurve(Float64Array.of(1, -Infinity), { value: -Infinity, se: NaN });
  assert.equal(curve.end, null);
  assert.ok(!Number.isFinite(unpackFloats(curve.mean)[0]));
});

test("A table's bundle says the same to its viewer, as Markdown and as text.", () => {
  const bundle = tableBundle({
    warnings: ["careful"],
    lines: ["fit"],
    verdict: { holds: true, text: "close" },
    heads: ["", "mean"],
    rows: Array.from({ length: 2001 }, (_, i) => [`x[${i}]`, String(i)]),
  });
  const table = v.parse(Table, bundle[tableMime]);
  assert.deepEqual(
    [table.rows.length, table.of, table.verdict],
    [2000, 2001, { holds: true, text: "close" }],
  );
  assert.deepEqual(table.rows[3].cells, [
    { text: "x[3]", value: null },
    { text: "3", value: 3 },
  ]);
  assert.match(String(bundle["text/plain"]), /^Warning: careful\nfit\nclose\n/);
  assert.match(String(bundle["text/markdown"]), /⚠ careful\n\nfit\n\nclose\n/);
});
