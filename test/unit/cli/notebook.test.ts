import assert from "node:assert/strict";
import test from "node:test";
import {
  languageOf,
  NotebookProblem,
  parseNotebook,
  sourceOf,
  writeNotebook,
} from "../../../src/cli/notebook.ts";

const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] as object[] };
const text = (parts: object) => JSON.stringify({ ...notebook, ...parts });

test("a notebook keeps what we do not read", () => {
  const original = text({
    metadata: {
      authors: [{ name: "A" }],
      kernelspec: { name: "noisebook", language: "typescript", extra: 1 },
    },
    cells: [
      {
        cell_type: "markdown",
        id: "a",
        metadata: { tags: ["x"] },
        source: ["# T\n", "text"],
        attachments: {},
      },
    ],
    strange: { deep: [1] },
  });
  assert.deepEqual(JSON.parse(writeNotebook(parseNotebook(original))), JSON.parse(original));
});

test("a cell's source is text or lines", () => {
  const [a, b] = parseNotebook(
    text({
      cells: [
        { cell_type: "code", source: "x" },
        { cell_type: "code", source: ["a\n", "b"] },
      ],
    }),
  ).cells;
  assert.deepEqual([sourceOf(a), sourceOf(b)], ["x", "a\nb"]);
});

test("a cell's own language goes before the notebook's", () => {
  const parsed = parseNotebook(
    text({
      metadata: { language_info: { name: "Python" } },
      cells: [
        { cell_type: "code", source: "" },
        { cell_type: "code", source: "", metadata: { vscode: { languageId: "typescript" } } },
      ],
    }),
  );
  assert.deepEqual(
    parsed.cells.map((cell) => languageOf(cell, parsed)),
    ["python", "typescript"],
  );
});

for (const [what, content, said] of [
  ["text that is not JSON", "{ not json", /not a notebook: its text is not JSON/],
  ["an empty file", "", /not JSON/],
  ["JSON of another kind", '{"a":1}', /JSON but not a notebook: at (nbformat|cells)/],
  ["a cell without source", text({ cells: [{ cell_type: "code" }] }), /at cells\.0/],
  ["an old format", text({ nbformat: 3 }), /format 3/],
] as const) {
  test(`${what} is refused with the reason`, () => {
    assert.throws(
      () => parseNotebook(content),
      (error: unknown) => error instanceof NotebookProblem && said.test(error.message),
    );
  });
}
