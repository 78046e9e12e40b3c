import assert from "node:assert/strict";
import { folder, tutorials, type Notebook } from "../../notebooks/notebook.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import { allInOutputs } from "./webview.ts";
import type { Theme, Workbench } from "./workbench.ts";

// What a reader sees who opens the tutorials: what they carry, before anything ran. The window is as tall as a chapter, so
// that VS Code draws all of it.

const height = 12_000;

/** NOISEBOOK_READ=05,06 keeps pictures of these chapters, and "all" of each, to be read by eye; NOISEBOOK_THEME names another of VS Code's themes. */
const { NOISEBOOK_READ: read, NOISEBOOK_THEME: theme = "Dark Modern" } = process.env;
/** Pixels of a chapter in each picture. */
const piece = 1400;

const ours = /^application\/vnd\.(noisebook\.\w+|plotly\.v1)\+json$/;

/** How many outputs of a notebook have a viewer of ours. */
const viewersIn = ({ cells }: Notebook): number =>
  cells
    .flatMap(({ outputs }) => outputs ?? [])
    .filter(({ data }) => Object.keys(data ?? {}).some((type) => ours.test(type))).length;

async function photograph(workbench: Workbench, name: string): Promise<void> {
  const { page } = workbench;
  const list = page.locator(".notebook-editor .cell-list-container");
  const [box, last] = [await list.boundingBox(), await list.locator(".monaco-list-row").last().boundingBox()];
  if (!box || !last) throw new Error(`${name} has no cells on the screen`);
  const end = Math.min(box.y + box.height, last.y + last.height);
  for (let y = box.y, part = 1; y < end; y += piece, part++)
    await page.screenshot({
      path: await workbench.pictureFile(`${name} ${String(part).padStart(2, "0")}`),
      clip: { ...box, y, height: Math.min(piece, end - y) },
    });
}

seen(
  "the tutorials show all that they carry, with no kernel",
  { name: "tutorials", files: {}, copyOf: folder, height, theme: theme as Theme },
  async (workbench) => {
    const { page } = workbench;
    for (const tutorial of tutorials) {
      await openNotebook(workbench, tutorial.name);
      const count = viewersIn(tutorial);
      assert.ok(count > 0, `${tutorial.name} carries nothing`);
      await until(
        async () => (await allInOutputs(page, "[data-noisebook]")).length === count,
        `${tutorial.name} does not show its ${count} viewers`,
      );
      const errors = await allInOutputs(page, '[data-noisebook="error"]');
      assert.deepEqual(await Promise.all(errors.map((error) => error.innerText())), []);
      if (read && (read === "all" || read.split(",").includes(tutorial.name.slice(0, 2)))) {
        await photograph(workbench, `${tutorial.name} ${theme} from its top`);
        await page.locator(".notebook-editor .cell-list-container").hover({ position: { x: 10, y: 10 } });
        // One turn moves by so little, however far it turns.
        for (let turn = 0; turn < 100; turn++) await page.mouse.wheel(0, 100);
        await page.waitForTimeout(1000);
        await photograph(workbench, `${tutorial.name} ${theme} to its end`);
      }
      await workbench.command("View: Close Editor");
      await until(
        async () => (await allInOutputs(page, "[data-noisebook]")).length === 0,
        `${tutorial.name} stays on the screen`,
      );
    }
    assert.deepEqual(kernelPids(workbench.serverPid), []);
  },
);
