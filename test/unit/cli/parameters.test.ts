import assert from "node:assert/strict";
import test from "node:test";
import vm from "node:vm";
import { parseNotebook, sourceOf } from "../../../src/cli/notebook.ts";
import { inject, readSettings } from "../../../src/cli/parameters.ts";
import { notebookText, type TestCell } from "./command.ts";

async function injected(cells: TestCell[], ...settings: string[]) {
  const notebook = parseNotebook(notebookText(cells));
  const warnings = await inject(notebook, readSettings(settings));
  return { sources: notebook.cells.map(sourceOf), warnings, notebook };
}

const declaring = { source: "const a = 1;\nlet b: string | null = 'x';", tags: ["parameters"] };

test("the values stand in a cell after the parameters, as assignments", async () => {
  const { sources, warnings } = await injected([declaring, "a"], "a=2", "b=null");
  assert.deepEqual(sources, [declaring.source, "// Parameters\na = 2;\nb = null;", "a"]);
  assert.deepEqual(warnings, []);
});

test("a cell that an earlier run has injected is replaced and keeps its id", async () => {
  const earlier = { source: "a = 9;", tags: ["injected-parameters"] };
  const { sources, notebook } = await injected([declaring, "0", earlier], "a=2");
  assert.deepEqual(sources, [declaring.source, "0", "// Parameters\na = 2;"]);
  assert.equal(notebook.cells[2].id, "c2");
});

test("without a parameters cell the values are declared at the top, with a warning", async () => {
  const { sources, warnings } = await injected(["a"], "a=2");
  assert.deepEqual(sources, ["// Parameters\nlet a = 2;", "a"]);
  assert.match(warnings.join(), /No cell is tagged "parameters"/);
});

test("a value of another type than the declared one is warned of", async () => {
  const { warnings } = await injected([declaring], "a=.5");
  assert.deepEqual(warnings, ['a is a number in the notebook, and now a string: ".5"']);
});

test("no value can be code", async () => {
  const { sources } = await injected(
    [declaring],
    'b="; process.exit()\n//',
    'a={"__proto__": {"x": 1}, "k": "\\"__proto__\\": 1"}',
  );
  const { a, b } = vm.runInNewContext(`let a, b; ${sources[1]}; ({ a, b })`) as { a: object; b: string };
  assert.equal(b, '"; process.exit()\n//');
  assert.deepEqual(Object.keys(a), ["__proto__", "k"]);
});

test("an id is given only in formats that have ids", async () => {
  const old = parseNotebook(notebookText([declaring]));
  old.nbformat_minor = 4;
  await inject(old, readSettings(["a=2"]));
  assert.equal("id" in old.cells[1], false);
});
