import assert from "node:assert/strict";
import test from "node:test";
import { packFloats, type Table } from "../../../src/protocol/index.ts";
import { nextSorting, orderOf } from "../../../src/renderers/controls/sorting.ts";
import { BadPayload } from "../../../src/renderers/payload.ts";
import { checkTable } from "../../../src/renderers/table/check.ts";
import { windowOf } from "../../../src/renderers/table/curve.ts";
import { commonExtent, comparable } from "../../../src/renderers/table/marginal.ts";
import { rowLine } from "../../../src/renderers/table/row-line.ts";
import { spread } from "../../../src/renderers/table/spread.ts";
import { sizeOfPng } from "../../../src/renderers/table/png.ts";
import { canvas } from "../../../src/runtime/display/pictures/canvas.ts";

const marginal = (from: number, to: number) => ({
  mean: (from + to) / 2,
  interval: [from, to] as [number, number],
  from,
  to,
  density: packFloats([0, 1, 0]),
});

const payload = (parts: Partial<Table> = {}): Table => ({
  version: 1,
  title: "T",
  warnings: [],
  lines: [],
  verdict: null,
  columns: ["", "x"],
  rows: [
    {
      cells: [
        { text: "a", value: null },
        { text: "1", value: 1 },
      ],
      colour: null,
      marginal: null,
    },
  ],
  of: 1,
  curve: null,
  charts: [],
  pictures: [],
  ...parts,
});

test("A head that is pressed again turns the order round, and then gives it up.", () => {
  const up = nextSorting(null, 2);
  const down = nextSorting(up, 2);
  assert.deepEqual(
    [up, down, nextSorting(down, 2)],
    [{ column: 2, descending: false }, { column: 2, descending: true }, null],
  );
  assert.deepEqual(nextSorting(down, 1), { column: 1, descending: false });
});

test("Rows stand by their numbers, then by their words, and what has neither is last either way.", () => {
  const values = [3, null, -1, "b10", 10, NaN, "b9", -Infinity];
  assert.deepEqual(orderOf(values, false), [7, 2, 0, 4, 6, 3, 1, 5]);
  assert.deepEqual(orderOf(values, true), [4, 0, 2, 7, 3, 6, 1, 5]);
  // What is alike stays as it came.
  assert.deepEqual(orderOf([1, 1, 0, 1], true), [0, 1, 3, 2]);
});

test("Distributions share an axis where each of them can be seen along it.", () => {
  assert.deepEqual(commonExtent([marginal(0, 1), null, marginal(-2, 0.5)]), [-2, 1]);
  assert.equal(comparable([marginal(0, 1), marginal(0, 10)]), true);
  assert.equal(comparable([marginal(0, 1), marginal(0, 100)]), false);
  assert.equal(commonExtent([null]), null);
  assert.equal(comparable([]), false);
});

test("The axis of a curve holds what it is after its first tenth, with two errors, and where it ends.", () => {
  const mean = [-1e6, ...Array<number>(19).fill(2)];
  const error = mean.map(() => 0.5);
  mean[1] = -50; // the second of twenty still lies in the first tenth
  const found = windowOf({ end: { value: 4, error: 1 } }, mean, error);
  assert.ok(found);
  // From 2 - 1 to 4 + 2, and 6 % of that on either side.
  assert.ok(Math.abs(found[0] - (1 - 0.3)) < 1e-12 && Math.abs(found[1] - (6 + 0.3)) < 1e-12);
  assert.equal(windowOf({ end: null }, [NaN, -Infinity], [NaN, NaN]), null);
});

test("Labels stay where they belong unless they would touch, and then keep their order and the ends.", () => {
  assert.deepEqual(spread([50, 20, 90], 14, [0, 100]), [50, 20, 90]);
  assert.deepEqual(spread([], 14, [0, 100]), []);
  for (const wanted of [
    [50, 51, 50],
    [0, 0, 0, 0, 0, 0, 0],
    [100, 99, 100, -5],
    [97, 3, 98, 2, 99],
  ]) {
    const places = spread(wanted, 14, [0, 100]);
    const order = [...wanted.keys()].sort((i, j) => wanted[i] - wanted[j] || i - j);
    const inOrder = order.map((i) => places[i]);
    assert.ok(
      inOrder.every((place, k) => k === 0 || place - inOrder[k - 1] >= 14 - 1e-9),
      String(places),
    );
    assert.ok(inOrder[0] >= 0 && inOrder.at(-1)! <= 100, String(places));
  }
});

test("Sixteen rows have lines that differ, by hue or by dashes, and neighbours by both.", () => {
  const looks = Array.from({ length: 16 }, (_, row) => rowLine(row));
  assert.equal(new Set(looks.map(({ stroke, dash }) => `${stroke} ${dash}`)).size, 16);
  for (let row = 1; row < 4; row++) {
    assert.notEqual(looks[row].stroke, looks[row - 1].stroke);
    assert.notEqual(looks[row].dash, looks[row - 1].dash);
  }
});

test("The size of a PNG is read of its first bytes, and what is none is refused.", () => {
  assert.deepEqual(sizeOfPng(canvas(37, 5).png()), { width: 37, height: 5 });
  assert.equal(sizeOfPng("AAAA"), null);
  assert.equal(sizeOfPng('" onerror="alert(1)'), null);
  assert.equal(sizeOfPng(""), null);
});

test("A damaged table is refused with its reason.", () => {
  const refuses = (parts: Partial<Table>, reason: RegExp): void =>
    assert.throws(
      () => checkTable(payload(parts)),
      (error: unknown) =>
        (error instanceof BadPayload || error instanceof RangeError) && reason.test(error.message),
      String(reason),
    );
  checkTable(payload());
  const row = payload().rows[0];
  refuses({ columns: ["only"] }, /row 0 has 2 cells where there are 1 columns/);
  refuses({ rows: [{ ...row, marginal: marginal(1, 1) }] }, /row 0 has no extent/);
  refuses(
    { rows: [{ ...row, marginal: { ...marginal(0, 1), density: packFloats([0, NaN]) } }] },
    /row 0 is none/,
  );
  refuses({ rows: [{ ...row, marginal: { ...marginal(0, 1), density: packFloats([1]) } }] }, /row 0 is none/);
  refuses({ pictures: [{ caption: "", png: "AAAA" }] }, /picture 0 is no PNG/);
  const curve = {
    name: "ELBO",
    unit: "nats",
    steps: packFloats([1, 2]),
    mean: packFloats([1, 2]),
    error: packFloats([1, 2]),
    end: null,
  };
  checkTable(payload({ curve }));
  refuses({ curve: { ...curve, mean: packFloats([1]) } }, /not as many as its steps/);
  refuses({ curve: { ...curve, steps: packFloats([2, 1]) } }, /do not ascend/);
  const line = { row: 0, steps: packFloats([1, 2]), values: packFloats([1, 2]) };
  const chart = (parts: Partial<typeof line>) => ({
    charts: [{ caption: "", to: 2, lines: [{ ...line, ...parts }] }],
  });
  checkTable(payload(chart({})));
  refuses(chart({ row: 1 }), /line 0 of its chart 0 is of row 1/);
  refuses(chart({ values: packFloats([1]) }), /line 0 of its chart 0 are not as many as its steps/);
  refuses(chart({ steps: packFloats([2, 2]) }), /line 0 of its chart 0 do not ascend/);
  refuses(chart({ steps: packFloats([1, NaN]) }), /line 0 of its chart 0 do not ascend/);
  refuses(
    { curve: { ...curve, steps: { ...packFloats([1, 2]), length: 1e9 } } },
    /1000000000 numbers, more than 4096/,
  );
});
