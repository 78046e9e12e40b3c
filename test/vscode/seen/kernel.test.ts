import assert from "node:assert/strict";
import { codeCells, ipynb, textOf } from "./ipynb.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook, Notebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { textInOutputs } from "./webview.ts";

seen(
  "a reloaded window finds its kernel again, with its names and the cell that runs",
  {
    name: "reload",
    files: {
      "a.ipynb": ipynb([
        "const kept = 'still ' + 'here';",
        "for (let i = 0; i < 200; i++) { if (i % 10 === 0) console.log(`tick ${i}`); await new Promise((done) => setTimeout(done, 100)); }",
        "kept",
      ]),
    },
  },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.idle();
    await notebook.runCell(1);
    await textInOutputs(page, "tick 10");
    const [kernel] = kernelPids(workbench.serverPid);
    assert.ok(kernel);
    await page.reload();
    const again = new Notebook(workbench, "a.ipynb");
    await again.cells.first().waitFor();
    await textInOutputs(page, "tick 190", 60_000);
    await textInOutputs(page, "tick 0");
    await workbench.picture("reloaded");
    await again.idle();
    await again.runCell(2);
    await textInOutputs(page, "still here");
    const [, ticking] = codeCells(await again.save());
    const ticks = Array.from({ length: 20 }, (_, i) => `tick ${10 * i}\n`).join("");
    assert.equal(textOf(ticking as never), ticks, "output of before the reload is missing");
    assert.equal((ticking as { execution_count?: number }).execution_count, 2);
    assert.doesNotThrow(() => process.kill(kernel, 0), "the kernel was replaced");
    process.kill(kernel, "SIGKILL"); // its first window is gone, so the server's tree may not hold it
  },
);

seen(
  "a cell asks in an input box, prints after its end under itself, and updates what another shows",
  {
    name: "asks",
    files: {
      "a.ipynb": ipynb([
        'import { display, clearOutput } from "noisebook/display";\nawait display("before", { id: "place" }); setTimeout(() => console.log("printed late"), 1500);',
        'const name = prompt("Who are you?");\nconsole.log("hello " + name);',
        'await display("after", { id: "place" });\nconsole.log("gone"); clearOutput({ wait: true }); console.log("stays");',
        'import * as tf from "@tensorflow/tfjs";\nconst held = [tf.zeros([1000]), tf.zeros([1000])];',
        'for (let i = 0; i < 1e6; i++) console.log("line " + i);',
      ]),
    },
    theme: "Light Modern",
  },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.idle();
    await textInOutputs(page, "printed late");

    await notebook.runCell(1);
    const box = page.locator(".quick-input-widget");
    await box.getByText("Who are you?").waitFor();
    await workbench.picture("input box");
    await page.keyboard.type("Ada");
    await page.keyboard.press("Enter");
    await textInOutputs(page, "hello Ada");
    await notebook.idle();

    await notebook.runCell(2);
    await notebook.idle();
    await textInOutputs(page, "after");
    await textInOutputs(page, "stays");

    await notebook.runCell(3);
    await notebook.idle();
    await page
      .locator(".statusbar-item", { hasText: /\d+ tensors?/ })
      .first()
      .waitFor();
    await workbench.picture("kernel light");
    await notebook.runCell(4);
    await notebook.idle(120_000);
    const asked = performance.now();
    await workbench.command("Notebook: Focus First Cell");
    assert.ok(performance.now() - asked < 5000, "VS Code does not answer after a million lines");

    const texts = codeCells(await notebook.save()).map(textOf);
    assert.match(texts[0] ?? "", /after[^]*printed late/);
    assert.doesNotMatch(texts[0] ?? "", /before/);
    assert.doesNotMatch(texts[2] ?? "", /gone/);
    assert.match(texts[4] ?? "", /^line 0\n[^]*lines \([\d,]+ characters\) are left out[^]*line 999999\n$/);
  },
);
