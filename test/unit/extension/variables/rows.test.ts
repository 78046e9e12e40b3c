import assert from "node:assert/strict";
import test from "node:test";
import { glanceAt, type Described, type Variable } from "../../../../src/protocol/index.ts";
import { histogramIcon } from "../../../../src/extension/variables/histogram.ts";
import { hoverText } from "../../../../src/extension/variables/hover.ts";
import { arranged } from "../../../../src/extension/variables/rows.ts";
import { bytesText, shortNumber, summaryText } from "../../../../src/extension/variables/text.ts";

const variable = (name: string, about: Partial<Described>): Variable => ({
  name,
  kind: "object",
  words: "",
  numbers: null,
  bytes: null,
  disposed: false,
  parts: 0,
  viewable: false,
  cell: null,
  ...about,
});

const tensor = (name: string, values: number[], shape = [values.length]): Variable =>
  variable(name, {
    kind: "numbers",
    numbers: {
      dtype: "float32",
      shape,
      bytes: 4 * values.length,
      where: "wasm",
      glance: glanceAt(values, 4),
    },
  });

test("a row says dtype, shape and range, or first what is not finite", () => {
  assert.equal(summaryText(tensor("x0", [-2.104, 2.14], [2, 1])), "float32 [2, 1] · −2.1…2.14");
  assert.equal(summaryText(tensor("grads", [1, NaN, NaN, -Infinity])), "2 NaN, 1 −Inf · float32 [4]");
  assert.equal(summaryText(tensor("ones", [1, 1])), "float32 [2] · 1");
  assert.equal(
    summaryText(variable("model", { words: "MLP, 8 tensors", bytes: 135_168 })),
    "MLP, 8 tensors, 132 KB",
  );
  assert.equal(summaryText(variable("old", { words: "Tensor [3]", disposed: true })), "Tensor [3], disposed");
  const unread = tensor("large", [1, 2]);
  unread.numbers!.glance = null;
  assert.equal(summaryText(unread), "float32 [2]");
});

test("numbers are short, with a true minus", () => {
  assert.deepEqual([0, 0.0001, -1234.6, 2.1404, 1e7].map(shortNumber), [
    "0",
    "1e−4",
    "−1,235",
    "2.14",
    "1e+7",
  ]);
  assert.deepEqual([0, 1023, 1536, 64 * 1024 ** 2].map(bytesText), ["0 B", "1023 B", "1.5 KB", "64 MB"]);
});

test("the icon's bars are as high as the counts, and red where something is not finite", () => {
  const svg = histogramIcon([0, 6, 12, 3], "dark", false);
  const heights = [...svg.matchAll(/height="(\d+)" fill="#3794ff"/g)].map(([, height]) => Number(height));
  assert.deepEqual(heights, [0, 7, 13, 3]); // of the 13 pixels above the axis: 6.5 and 3.25, rounded
  assert.match(svg, /width="16" height="16"/);
  assert.match(histogramIcon([1], "light", true), /#e51400/);
  assert.doesNotMatch(histogramIcon([1], "light", true), /#0063d3/);
});

test("a hover tells all, and a name is text whatever it holds", () => {
  const text = hoverText(tensor("x0", [1, 2, 3, NaN]), {
    shade: "dark",
    cell: "cell 2",
    links: [["Open viewer", "command:x"]],
  });
  assert.match(text, /^\*\*x0\*\* `float32 \[4\]`/);
  assert.match(text, /!\[histogram\]\(data:image\/svg\+xml;base64,/);
  assert.match(text, /\| mean, std \| 2, 0\.816 \|/); // the variance of 1, 2, 3 is 2/3
  assert.match(text, /\| finite \| 3 of 4 \|\n\| not finite \| \*\*1 NaN\*\* \|/);
  assert.match(text, /\| declared in \| cell 2 \|/);
  assert.match(text, /\[Open viewer\]\(command:x\)/);
  const evil = hoverText(variable("[a](command:rm) <img> `", { words: "` <b>" }), {
    shade: "dark",
    cell: null,
    links: [],
  });
  assert.match(evil, /^\*\*\\\[a\\\]\\\(command:rm\\\) \\<img\\> \\`\*\* `ˋ <b>`/);
});

test("pinned names come first, and a filter reads names and summaries", () => {
  const all = [tensor("a", [1]), tensor("b", [NaN]), variable("c", { words: "20" })];
  const names = (pins: string[], filter: string): string[] =>
    arranged(all, new Set(pins), filter, summaryText).map(({ name }) => name);
  assert.deepEqual(names([], ""), ["a", "b", "c"]);
  assert.deepEqual(names(["c"], ""), ["c", "a", "b"]);
  assert.deepEqual(names([], "nan"), ["b"]);
  assert.deepEqual(names(["b"], " FLOAT32 "), ["b", "a"]);
});
