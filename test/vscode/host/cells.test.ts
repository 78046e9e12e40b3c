import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cellAt, closeAll, mimesOf, open, run, textOf, until } from "./notebooks.ts";

describe("cells run in the extension host's VS Code", () => {
  afterEach(closeAll);

  it("the extension is there and becomes active with a notebook", async () => {
    const extension = vscode.extensions.getExtension("noisebook.noisebook");
    assert.ok(extension, "noisebook.noisebook is not installed");
    await run(cellAt(await open("1"), 0));
    assert.equal(extension.isActive, true);
  });

  it("the last value of a cell is shown", async () => {
    const cell = await run(cellAt(await open("const answer: number = 6 * 7;\nanswer"), 0));
    assert.equal(cell.executionSummary?.success, true);
    assert.match(textOf(cell), /42/);
  });

  it("what a cell asks about stands under it, as formatted text and as plain", async () => {
    const cell = await run(cellAt(await open("Math.hypot?"), 0));
    assert.equal(cell.executionSummary?.success, true, textOf(cell));
    assert.deepEqual(mimesOf(cell), ["text/plain", "text/markdown"]);
    assert.match(textOf(cell), /function Math\.hypot/);
  });

  it("a later cell sees the names of an earlier one, and may declare them anew", async () => {
    const notebook = await open(
      "const name = 'first';",
      "name.toUpperCase()",
      "const name = 'second';",
      "name",
    );
    for (const cell of notebook.getCells()) await run(cell);
    assert.match(textOf(cellAt(notebook, 1)), /FIRST/);
    assert.match(textOf(cellAt(notebook, 3)), /second/);
  });

  it("console output keeps its order", async () => {
    const cell = await run(cellAt(await open("for (let i = 0; i < 50; i++) console.log(`line ${i}`);"), 0));
    const numbers = [...textOf(cell).matchAll(/line (\d+)/g)].map((match) => Number(match[1]));
    assert.deepEqual(
      numbers,
      Array.from({ length: 50 }, (_, index) => index),
    );
  });

  it("the runtime can be imported", async () => {
    const cell = await run(
      cellAt(await open('import { linear } from "noisebook/schedules";\ntypeof linear'), 0),
    );
    assert.equal(cell.executionSummary?.success, true, textOf(cell));
    assert.match(textOf(cell), /function/);
  });

  it("a notebook's end is its kernel's end: a second notebook begins with no names", async () => {
    await run(cellAt(await open("const left = 1;"), 0));
    await closeAll();
    const cell = await run(cellAt(await open("typeof left"), 0));
    assert.match(textOf(cell), /undefined/);
  });

  it("an endless loop is interrupted, and the names before it are kept", async () => {
    const notebook = await open("const kept = 'still here';", "while (true) {}", "kept");
    await run(cellAt(notebook, 0));
    const endless = run(cellAt(notebook, 1));
    await until(() => cellAt(notebook, 1).executionSummary?.executionOrder !== undefined);
    await vscode.commands.executeCommand("notebook.cancelExecution");
    await endless;
    assert.equal(cellAt(notebook, 1).executionSummary?.success, false);
    assert.match(textOf(await run(cellAt(notebook, 2))), /still here/);
  });
});
