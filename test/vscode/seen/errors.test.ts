import assert from "node:assert/strict";
import { codeCells, ipynb, textOf } from "./ipynb.ts";
import { kernelPids, untilKernels } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { textInOutputs } from "./webview.ts";

/** What a message for a person never holds: our own files. */
const ourStack = /kernel[\\/]main|dist[\\/]kernel|extension\.cjs|node:internal/;

seen(
  "a mistake in a cell is told with its line",
  {
    name: "mistakes",
    files: {
      "a.ipynb": ipynb([
        "const fine = 1;\nconst broken = = 2;",
        'import { nothing } from "no-such-package";',
        'const before = 1;\nthrow new Error("on purpose");',
      ]),
    },
  },
  async (workbench) => {
    const notebook = await openNotebook(workbench, "a.ipynb");
    for (const index of [0, 1, 2]) {
      await notebook.runCell(index);
      await notebook.idle();
    }
    await textInOutputs(workbench.page, "on purpose");
    await workbench.picture("mistakes");
    const [syntax = "", missing = "", thrown = ""] = codeCells(await notebook.save()).map(textOf);
    assert.match(syntax, /SyntaxError/);
    assert.match(syntax, /\b2\b/, "the line is not told");
    assert.match(missing, /no-such-package/);
    assert.match(thrown, /on purpose/);
    assert.match(thrown, /\b2\b/, "the line is not told");
    for (const text of [syntax, missing, thrown]) assert.doesNotMatch(text, ourStack);
  },
);

const begins = 'console.log("begun"); await new Promise(() => {})';

seen(
  "a kernel killed from outside is told, and the next cell starts a new one",
  {
    name: "killed",
    files: { "a.ipynb": ipynb(["const kept = 1;", begins, "typeof kept"]) },
  },
  async (workbench) => {
    const { page, serverPid } = workbench;
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.idle();
    await notebook.runCell(1);
    await textInOutputs(page, "begun"); // else it would begin in the kernel that takes the place of the killed one
    const [kernel] = kernelPids(serverPid);
    assert.ok(kernel, "no kernel runs");
    process.kill(kernel, "SIGKILL");
    await textInOutputs(page, /ended from outside/);
    await page.locator(".notification-toast", { hasText: "ended from outside" }).first().waitFor();
    await workbench.picture("killed-kernel");
    await notebook.idle();
    await untilKernels(serverPid, 0);
    await notebook.runCell(2);
    await textInOutputs(page, "undefined");
    const cells = codeCells(await notebook.save());
    assert.equal(cells.length, 3);
    assert.doesNotMatch(cells.map(textOf).join("\n"), ourStack);
  },
);
