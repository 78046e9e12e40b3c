import assert from "node:assert/strict";
import test from "node:test";
import { labelled, rangeOf } from "../../../src/renderers/claim/chart.ts";
import { differing } from "../../../src/renderers/claim/differing.ts";
import { symbolOf } from "../../../src/renderers/claim/symbol.ts";

test("Names of variables become the symbols that papers have for them.", () => {
  const symbols = {
    x0: "x_{0}",
    xt: "x_{t}",
    t: "t",
    eps: "\\epsilon",
    alpha: "\\alpha",
    sigmat: "\\sigma_{t}",
    beta: "\\beta",
  };
  for (const [name, symbol] of Object.entries(symbols)) assert.equal(symbolOf(name), symbol);
  assert.equal(symbolOf("weight"), "\\mathrm{weight}");
  assert.equal(symbolOf("my_x"), "\\mathrm{my\\_x}");
});

test("Digits differ from the first that does.", () => {
  assert.deepEqual(differing("0.80214", "0.82853"), ["0.8", "0214"]);
  assert.deepEqual(differing("1.50000", "1.50000"), ["1.50000", ""]);
  assert.deepEqual(differing("12.5", "1.25"), ["", "12.5"]);
  assert.deepEqual(differing("1.0e-5", "1.0e-7"), ["", "1.0e-5"]);
  assert.deepEqual(differing("NaN", "0.3"), ["", "NaN"]);
});

test("The errors' axis holds every error and the limit, and needs no error above 0.", () => {
  const at = (...errors: (number | null)[]) => errors.map((error) => ({ at: "", error }));
  const [low, high] = rangeOf({ errors: at(3e-12, 0, null, 0.5), limit: 1e-9 });
  assert.ok(10 ** low < 3e-12 && 10 ** high > 0.5);
  const [least, most] = rangeOf({ errors: at(0, 0), limit: 1e-9 });
  assert.ok(10 ** least < 1e-9 && 10 ** most > 1e-9);
});

test("Labels have room, the worst has one always.", () => {
  const labels = Array.from({ length: 1000 }, (_, k) => String(k));
  const shown = [...labelled(labels, 437, 230)].sort((a, b) => a - b);
  assert.ok(shown.includes(437));
  assert.ok(shown.length >= 3 && shown.length <= 8, String(shown));
  assert.ok(
    shown.every((k, i) => i === 0 || k - shown[i - 1] >= 1000 / 8),
    String(shown),
  );
  assert.deepEqual([...labelled(["1", "10", "100", "999"], 0, 230)].sort(), [0, 1, 2, 3]);
});
