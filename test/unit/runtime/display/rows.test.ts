import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { displaySymbol } from "../../../../src/protocol/host.ts";
import { Table, tableMime } from "../../../../src/protocol/table.ts";
import { table, written, type Row } from "../../../../src/runtime/display/rows.ts";

test("records become rows, and keys columns in the order in which they come first", () => {
  const bundle = table([
    { sampler: "DDIM", steps: 20, error: 0.0331 },
    { sampler: "Heun", steps: 10, error: 0.5, note: "twice" },
  ])[displaySymbol]();
  const { columns, rows, of } = v.parse(Table, bundle[tableMime]);
  assert.deepEqual(columns, ["sampler", "steps", "error", "note"]);
  assert.equal(of, 2);
  assert.deepEqual(
    rows.map(({ cells }) => cells.map(({ text }) => text)),
    [
      ["DDIM", "20", "0.0331", ""],
      ["Heun", "10", "0.5000", "twice"],
    ],
  );
  assert.deepEqual(
    rows.map(({ cells }) => cells[2].value),
    [0.0331, 0.5],
  );
  assert.equal(
    bundle["text/plain"],
    ["sampler  steps   error   note", "DDIM        20  0.0331       ", "Heun        10  0.5000  twice"].join(
      "\n",
    ),
  );
});

test("one record alone is a row for each of its keys", () => {
  const bundle = table({ "ln p(y)": -4.04, draws: 1000 }, { title: "Evidence" })[displaySymbol]();
  const { title, columns, rows } = v.parse(Table, bundle[tableMime]);
  assert.deepEqual([title, columns], ["Evidence", ["", "value"]]);
  assert.deepEqual(rows.map(({ cells }) => cells[0].text), ["ln p(y)", "draws"]); // prettier-ignore
});

test("a column's numbers have the same places, unless they are of very different size", () => {
  assert.deepEqual(written([0.95, 9.983105], 4), ["0.950", "9.983"]);
  assert.deepEqual(written([1, 20, 1000], 4), ["1", "20", "1000"]);
  assert.deepEqual(written([1.5, 12345.678], 4), ["1.5", "12350"]);
  assert.deepEqual(written([1200.5, 12345.678], 4), ["1201", "12346"]);
  assert.deepEqual(written([4.0358e-5, 2.42877e-9, 0.524085], 3), ["0.0000404", "2.43e-9", "0.524"]);
  assert.deepEqual(written([NaN, Infinity, 0.25, -0.5], 2), ["NaN", "Infinity", "0.25", "-0.50"]);
  assert.deepEqual(written([null, undefined, true, "x", 0], 4), ["", "", "true", "x", "0"]);
});

test("what is no record of cells is refused, with the row and the cell", () => {
  const odd: unknown[] = [{ a: 1 }, 3];
  assert.throws(() => table(odd as Row[]), /row 1 of a table must be an object of its cells/);
  assert.throws(
    () => table([{ a: [1] as never }]),
    /"a" in row 0 of a table must be a number or a text, not a list/,
  );
  assert.throws(() => table([], { digits: 0 }), /digits must be a whole number from 1 to 17, not 0/);
  assert.equal(v.parse(Table, table([])[displaySymbol]()[tableMime]).of, 0);
});
