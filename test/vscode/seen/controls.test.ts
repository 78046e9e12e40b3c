import assert from "node:assert/strict";
import { samples } from "../../viewers/samples/index.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import { useControls } from "./use.ts";
import { allInOutputs } from "./webview.ts";
import { ipynb, parse } from "./ipynb.ts";
import type { Theme } from "./workbench.ts";

// Every kind of output as a notebook keeps it, opened without a kernel: each control of each is used, and has to do something.
// The window is as tall as all of them, so that VS Code draws them at once. NOISEBOOK_THEME names another of its themes.

const file = "controls.ipynb";
const theme = (process.env["NOISEBOOK_THEME"] ?? "Dark Modern") as Theme;

/** They have the same controls as others, and cost as much time again. */
const alike = [
  "points, failed", "pictures in colour", "graphs, masked", "training with samples", "claim that holds", "claim that fails",
  "families beside each other", "Fréchet distance", "chains that diverge", "figure of bars", "scalar", "nothing but NaN",
  "empty", "matrix with NaN and infinities", "pictures of four runs",
]; // prettier-ignore
const all = (await samples()).filter(({ name }) => !alike.includes(name));

/** The least of the values is minus the greatest: however the window is fitted, it is the same. */
const symmetric = /^x, .* (button "min, max"|button "Keep zero in the middle")$/;

function notebook(): string {
  const made = parse(ipynb(all.map(({ name }) => `// ${name}`)));
  made.cells.forEach((cell, k) => {
    const output = { output_type: "display_data", data: all[k].saved, metadata: {} };
    cell.outputs = [output];
  });
  return JSON.stringify(made, null, 1);
}

seen(
  `every control of every kind of output does something, ${theme}`,
  { name: "controls", files: { [file]: notebook() }, height: 12_000, theme },
  async (workbench) => {
    await openNotebook(workbench, file);
    const outputs = () => allInOutputs(workbench.page, "[data-noisebook]");
    await until(async () => (await outputs()).length === all.length, "not all outputs are shown", 60_000);
    await until(async () => {
      const places = async () => Promise.all((await outputs()).map((output) => output.boundingBox()));
      const before = JSON.stringify(await places());
      await workbench.page.waitForTimeout(1000);
      return JSON.stringify(await places()) === before;
    }, "the outputs find no place");
    await workbench.picture(`controls ${theme}`);
    const list = workbench.page.locator(".notebook-editor .cell-list-container");
    /** VS Code scrolls to the cell whose output is used, beyond what is needed. */
    async function toTop(): Promise<void> {
      const first = list.locator(".monaco-list-row").first();
      if (((await first.boundingBox())?.y ?? -1) >= ((await list.boundingBox())?.y ?? 0)) return;
      await list.hover({ position: { x: 8, y: 100 } });
      // One turn moves by so little, however far it turns.
      for (let turn = 0; turn < 20; turn++) await workbench.page.mouse.wheel(0, -100_000);
      await workbench.page.waitForTimeout(200);
    }
    const idle: string[] = [];
    let count = 0;
    for (const output of await outputs()) {
      const label = await output.getAttribute("aria-label");
      const { idle: some, used } = await useControls(output, toTop);
      count += used.length;
      idle.push(...some.map((name) => `${label}: ${name}`));
    }
    assert.deepEqual(
      idle.filter((each) => !symmetric.test(each)),
      [],
    );
    // As many as there were when this was written, or more: what finds no control cannot fail.
    assert.ok(count > 150, `only ${count} controls were found`);
    assert.deepEqual(kernelPids(workbench.serverPid), []);
  },
);
