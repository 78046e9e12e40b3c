import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { painting } from "./canvas.ts";
import { contrast } from "./contrast.ts";
import { drawsBars, drawsBothRuns, drawsMatrix } from "./drawn.ts";
import { ipynb } from "./ipynb.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import { findInOutputs, inOutputs } from "./webview.ts";
import type { Workbench } from "./workbench.ts";

// One window for what stands beside a notebook, and for the viewers that have no test of their own: a start costs most.

const file = "beside.ipynb";
const cells = [
  `import * as tf from "@tensorflow/tfjs";
import { gaussian } from "noisebook/diffusion";
import { linear } from "noisebook/schedules";
import { moons } from "noisebook/data";
const x0 = moons(8000);
const grads = tf.randomNormal([128, 128]).sqrt();
const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "x0" });
const steps = 20;
const shifted = (steps: number) => steps + 1;
const old = tf.zeros([3]); old.dispose();
let turn = 0;`,
  `import { compareRuns, show } from "noisebook/display";
import { ddim, ddpm } from "noisebook/samplers";
const always = (value: number) => diffusion.denoiser((x) => x.mul(0).add(value));
const from = { shape: [400, 2], seed: 1, steps: 10 };
await compareRuns({ ["turn " + ++turn]: ddim(always(-1), from), plus: ddim(always(1), from) });`,
  `async function* grown() {
  const edge = (i: number, j: number, step: number) => Number(i !== j && Math.max(i, j) <= step && Math.abs(i - j) === 1);
  for (let step = 0; step <= 4; step++)
    yield { step, steps: 4, t: 4 - step, nodes: [0, 1, 2, 1, 0],
      edges: [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => edge(i, j, step))) };
}
const graph = await show(grown(), { about: { sampler: "a path", nodeClasses: ["C", "N", "O"] } });
undefined;`,
  `import { density, vi } from "noisebook/inference";
const normal = density({ dim: 2, names: ["wide", "narrow"],
  logDensity: ([a, b]) => -(a * a) / 8 - 2 * (b - 1) ** 2, gradient: ([a, b]) => [-a / 4, -4 * (b - 1)] });
await vi(normal, { steps: 400, seed: 1 })`,
  `import { digits } from "noisebook/data";
import { digitsExtractor, evaluate } from "noisebook/metrics";
const { train, test } = digits();
const some = (of: tf.Tensor, from: number, count: number) => of.slice([from, 0, 0, 0], [count, -1, -1, -1]);
const repeated = some(train.images, 0, 60).mul(0.97).concat(some(test.images, 0, 60));
await evaluate(repeated, some(test.images, 60, 237),
  { extractor: await digitsExtractor(), training: train.images, bootstrap: 50 })`,
  `await show({ data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }], layout: { height: 200 } });
await show(tf.range(0, 12).reshape([3, 4]), { name: "kept" });`,
  `import { mlp } from "noisebook/networks";
import { fit } from "noisebook/training";
const run = (name: string, over?: any) => fit(mlp({ dim: 2, width: 16, depth: 1 }), diffusion.loss,
  { data: x0, batch: 64, steps: 60, name, over });
await run("second", await run("first"));`,
];

const comparison = '[data-noisebook="comparison"]';
const figure = '[data-noisebook="figure"]';
const tensor = '[data-noisebook="tensor"]';
const overlaid = '[data-noisebook="training"]:has-text("second")';

const row = ({ page }: Workbench, name: string): Locator =>
  page
    .locator(".part.sidebar .pane-body .monaco-list .monaco-list-row")
    .filter({ has: page.locator(".label-name", { hasText: new RegExp(`^${name}$`) }) });

async function showsVariables(workbench: Workbench): Promise<void> {
  await row(workbench, "x0").waitFor();
  const text = async (name: string): Promise<string> =>
    (await row(workbench, name).innerText()).replace(/\s+/g, " ");
  assert.match(await text("x0"), /float32 \[8000, 2\] · −[\d.]+…[\d.]+/);
  assert.match(await text("grads"), /[\d,]+ NaN · float32 \[128, 128\]/);
  assert.match(await text("shifted"), /\(steps\)/);
  assert.match(await text("old"), /disposed/);
  assert.equal(await row(workbench, "tf").count(), 0);
}

async function growsGraph(viewer: Locator): Promise<void> {
  const text = async (): Promise<string> => viewer.innerText();
  await until(async () => (await text()).includes("5 nodes, 4 edges"), "the path never had its four edges");
  const canvas = viewer.locator(".nb-graph-panes canvas").first();
  const whole = await painting(canvas);
  assert.ok(whole.colours > 4, "the graph stays empty");
  const slider = viewer.getByRole("slider", { name: "Time" });
  await slider.press("Home");
  await until(async () => (await text()).includes("5 nodes, 0 edges"), "Home does not begin");
  await slider.press("ArrowRight");
  await until(async () => (await text()).includes("5 nodes, 1 edge"), "a step adds no edge");
  const pin = viewer.locator(".nb-graphs .nb-pin");
  await pin.press("ArrowRight");
  await until(async () => (await text()).includes("edge to 1"), "the first node is not told of");
}

async function sortsTable(viewer: Locator): Promise<void> {
  const names = async (): Promise<string[]> => viewer.locator("tbody th").allInnerTexts();
  assert.deepEqual(await names(), ["wide", "narrow"]);
  const head = viewer.getByRole("columnheader", { name: "sd" });
  await head.getByRole("button").press("Enter");
  await until(async () => (await names())[0] === "narrow", "the rows do not stand by sd");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  // The target's own: sd 2 and 1/2.
  const sd = Number((await viewer.locator("tbody tr").nth(1).locator("td").nth(1).innerText()).trim());
  assert.ok(Math.abs(sd - 2) < 0.25, `the sd of "wide" is ${sd}`);
}

/** A report says what is wrong, names all its measures in full, and has its pictures. */
async function tellsOfMemorised(viewer: Locator): Promise<void> {
  assert.match(
    await viewer
      .locator(".nb-verdict.warn")
      .allInnerTexts()
      .then((texts) => texts.join("\n")),
    /By pixels, \d+ % of the samples lie nearer/,
  );
  const names = viewer.locator("tbody th");
  for (const name of [
    "Fréchet distance",
    "pixels: distance to training ÷ held out’s",
    "features: nearer than 95 % of held out",
  ])
    assert.equal(await names.filter({ hasText: name }).count(), 1, name);
  const cut = await names.evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
  );
  assert.deepEqual(cut, [], "names that are cut off");
  const image = viewer.getByRole("img", { name: /nearest to the training set/ });
  assert.ok(await image.evaluate((one) => (one as HTMLImageElement).naturalWidth > 300));
  const ratio = await contrast(viewer);
  assert.ok(ratio >= 4.5, `the report's text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
}

/** Waits until a panel shows a viewer of the comparison that says so. */
async function panelSays(page: Page, words: string): Promise<Locator> {
  const selector = `.nb-panel-output ${comparison}`;
  const says = async (): Promise<boolean> =>
    (await (await findInOutputs(page, selector))?.innerText().catch(() => ""))?.includes(words) ?? false;
  await until(says, `no panel says ${words}`, 60_000);
  return inOutputs(page, selector);
}

/** Whether what is drawn is seen: a panel may be there with its page hidden. */
async function isPainted(viewer: Locator, what: string): Promise<void> {
  const canvas = viewer.locator("canvas").nth(2);
  await until(
    async () => (await canvas.isVisible()) && (await painting(canvas)).colours > 2,
    `${what} stays empty`,
  );
}

seen(
  "variables, viewers of every kind beside each other, a panel that follows its cell, and all of it again without a kernel",
  { name: "beside", files: { [file]: ipynb(cells) } },
  async (workbench) => {
    const { page } = workbench;
    await page.setViewportSize({ width: 1600, height: 1200 });
    const notebook = await openNotebook(workbench, file);
    await page.locator('.activitybar a[aria-label^="Noisebook"]').click();
    await notebook.runAll();
    await notebook.idle(120_000);
    await showsVariables(workbench);
    await workbench.picture("beside variables");

    const graph = await notebook.reveal('[data-noisebook="trajectory"]', 60_000);
    await growsGraph(graph);
    await workbench.picture("beside graph");
    const table = await notebook.reveal('[data-noisebook="table"]', 60_000);
    await sortsTable(table);
    const ratio = await contrast(table);
    assert.ok(ratio >= 4.5, `the table's text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
    await workbench.picture("beside table");

    const report = await notebook.reveal('[data-noisebook="table"]:has-text("Fréchet distance")', 60_000);
    await tellsOfMemorised(report);
    await workbench.picture("beside report");
    await drawsBars(await notebook.reveal(figure, 60_000));
    await drawsMatrix(await notebook.reveal(tensor, 60_000));
    await workbench.picture("beside figure and tensor");
    await drawsBothRuns(await notebook.reveal(overlaid, 60_000), ["first", "second"]);
    await workbench.picture("beside runs");

    const compared = await notebook.reveal(comparison, 60_000);
    await isPainted(compared, "the difference");
    await workbench.picture("beside comparison");

    await compared.getByRole("button", { name: "Open in a panel beside the notebook" }).click();
    await isPainted(await panelSays(page, "turn 1"), "the panel");
    await workbench.picture("beside panel");

    await notebook.runCell("compareRuns({");
    await isPainted(await panelSays(page, "turn 2"), "the panel after another run");
    await notebook.idle(60_000);
    await notebook.save();
    for (const kernel of kernelPids(workbench.serverPid)) process.kill(kernel, "SIGKILL");
    await page.reload();
    await isPainted(await panelSays(page, "turn 2"), "the panel after the window was reloaded");
    await workbench.picture("beside panel reloaded");
    await drawsBars(await notebook.reveal(figure, 60_000));
    await drawsMatrix(await notebook.reveal(tensor, 60_000));
    await drawsBothRuns(await notebook.reveal(overlaid, 60_000), ["first", "second"]);
    assert.deepEqual(kernelPids(workbench.serverPid), [], "a kernel was started to show what is kept");
    await workbench.picture("beside kept");
  },
);
