import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import type { Workbench } from "./workbench.ts";

const file = "names.ipynb";
const cell = `import * as tf from "@tensorflow/tfjs";
import { gaussian } from "noisebook/diffusion";
import { linear } from "noisebook/schedules";
import { moons } from "noisebook/data";
const x0 = moons(8000);
const grads = tf.randomNormal([128, 128]).sqrt();
const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
const steps = 20;
const old = tf.zeros([3]); old.dispose();
undefined;`;

const row = ({ page }: Workbench, name: string): Locator =>
  page
    .locator(".part.sidebar .pane-body .monaco-list .monaco-list-row")
    .filter({ has: page.locator(".label-name", { hasText: new RegExp(`^${name}$`) }) });

seen(
  "variables appear after a cell, each in a few words, and NaN is said first",
  { name: "variables", files: { [file]: ipynb([cell]) } },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, file);
    await page.locator('.activitybar a[aria-label^="Noisebook"]').click();
    await notebook.runCell(0);
    await notebook.idle(120_000);
    await row(workbench, "x0").waitFor();
    const text = async (name: string): Promise<string> =>
      (await row(workbench, name).innerText()).replace(/\s+/g, " ");
    assert.match(await text("x0"), /float32 \[8000, 2\] · −[\d.]+…[\d.]+/);
    assert.match(await text("grads"), /[\d,]+ NaN · float32 \[128, 128\]/);
    assert.match(await text("diffusion"), /gaussian, linear 1000, predicts eps/);
    assert.match(await text("steps"), /20/);
    assert.match(await text("old"), /disposed/);
    assert.equal(await row(workbench, "tf").count(), 0);
    await workbench.picture("variables dark");
  },
);
