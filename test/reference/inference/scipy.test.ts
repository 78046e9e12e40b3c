import assert from "node:assert/strict";
import test from "node:test";
import * as inference from "../../../src/runtime/inference/index.ts";
import type { Distribution, Univariate } from "../../../src/runtime/inference/index.ts";
import { assertClose } from "../close.ts";
import table from "./scipy-values.json";

/** What scipy-values.py writes: JSON has no infinity and no NaN, which are text. */
type Written = number | string;
interface Case {
  distribution: string;
  parameters: object;
  x: (number | number[])[];
  logProb: Written[];
  mean?: Written | Written[] | null;
  variance?: Written | Written[] | null;
  entropy?: Written | null;
  cdf?: Written[];
  p?: number[];
  quantile?: Written[];
}
const cases = table.cases as unknown as Case[];

/** Relative; a log density passes 0, where that says nothing, and is compared with 1 there. */
const tolerance = 1e-6;

function assertLogProb(actual: number, written: Written, what: string): void {
  const expected = Number(written);
  if (!Number.isFinite(expected)) assert.equal(actual, expected, what);
  else {
    const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    assert.ok(error <= tolerance, `${what} is ${actual}, SciPy has ${expected}`);
  }
}

function assertNumber(actual: number, written: Written, what: string): void {
  const expected = Number(written);
  if (Number.isFinite(expected)) assertClose(actual, expected, tolerance, what);
  else assert.equal(actual, expected, what);
}

const factories = inference as unknown as Record<string, (parameters: object) => Distribution<unknown>>;

const list = <Value>(value: Value | Value[] | null | undefined): Value[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];

for (const one of cases) {
  test(`SciPy agrees on ${one.distribution} of ${JSON.stringify(one.parameters)}.`, () => {
    const distribution = factories[one.distribution](one.parameters);
    one.x.forEach((x, i) => {
      const at = Array.isArray(x) ? Float64Array.from(x) : x;
      assertLogProb(distribution.logProb(at), one.logProb[i], `ln p(${String(x)})`);
    });
    for (const name of ["mean", "variance"] as const) {
      const own = distribution[name];
      const values = typeof own === "number" ? [own] : Array.from(own as Float64Array);
      list(one[name]).forEach((expected, i) => assertNumber(values[i], expected, `${name} ${i}`));
    }
    list(one.entropy).forEach((expected) => assertLogProb(distribution.entropy(), expected, "entropy"));
    const numbers = distribution as unknown as Univariate;
    list(one.cdf).forEach((expected, i) => {
      const x = Number(one.x[i]);
      assertNumber(numbers.cdf(x), expected, `P(X <= ${x})`);
    });
    list(one.quantile).forEach((expected, i) => {
      const p = one.p![i];
      assertNumber(numbers.quantile(p), expected, `quantile of ${p}`);
    });
  });
}
