import assert from "node:assert/strict";
import { contrast } from "./contrast.ts";
import { codeCells, ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";

const file = "runs.ipynb";
const mime = "application/vnd.noisebook.training+json";

const two = '[data-noisebook="training"]:has-text("v, min-SNR 5")';
let saved = "";

const cells = [
  `import { moons } from "noisebook/data";
import { gaussian, minSnr } from "noisebook/diffusion";
import { mlp } from "noisebook/networks";
import { linear } from "noisebook/schedules";
import { fit } from "noisebook/training";
const data = moons(512);
const diffusion = gaussian({ schedule: linear({ steps: 200 }) });
const network = () => mlp({ dim: 2, width: 32, depth: 2 });
const first = await fit(network(), diffusion.loss, { data, batch: 64, steps: 150, name: "eps" });`,
  `const mine = diffusion.with({ predict: "v", weight: minSnr(5) });
const model = network();
const second = await fit(model, mine.loss, {
  data, batch: 64, steps: 1_000_000, learningRate: 3e-3, name: "v, min-SNR 5", over: first,
  metrics: { "size of x0": (_, step) => 1 + 1 / step }, metricsEvery: 5,
});`,
  'console.log("stopped", second.stopped, second.losses.length > 0, model.weights["in.data.weight"].isDisposed);',
];

seen(
  "two runs are overlaid while one trains; Stop keeps the model, and the cells below go on",
  { name: "training", files: { [file]: ipynb(cells) } },
  async (workbench) => {
    const notebook = await openNotebook(workbench, file);
    await notebook.runAll();
    const monitor = await notebook.reveal(two, 120_000);
    const table = monitor.locator(".nb-runs");
    await until(async () => /eps error at [1-9]/.test(await table.innerText()), "no runs are compared");
    assert.match(await table.innerText(), /finished/);
    assert.match(await monitor.innerText(), /the simple error of eps of both/);
    const lines = monitor.locator(".nb-loss .scatterlayer .trace path.js-line");
    await until(async () => (await lines.count()) === 4, "not two lines for each run");
    const dashes = await lines.evaluateAll((all) =>
      all.map((line) => getComputedStyle(line).strokeDasharray),
    );
    assert.equal(dashes.filter((dash) => dash !== "none").length, 1, "the earlier run alone is dashed");
    await until(async () => /[\d.]+ nats in all/.test(await monitor.innerText()), "no bound is estimated");
    await until(async () => /size of x0\s+1\.\d+/.test(await monitor.innerText()), "no metric is shown");
    await workbench.picture("training-two-live-dark");

    await monitor.getByRole("button", { name: "Stop" }).click();
    await notebook.idle(120_000);
    await until(async () => /Stopped\./.test(await monitor.innerText()), "nothing says that it is stopped");
    const kept = await notebook.save();
    saved = JSON.stringify(kept);
    const [, second, last] = codeCells(kept);
    assert.match(JSON.stringify(last.outputs), /stopped true true false/);
    assert.ok(JSON.stringify(second.outputs).includes(mime));
  },
);

for (const [look, theme] of [
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
  ["contrast", "Default High Contrast"],
] as const)
  seen(
    `saved runs are compared without a kernel, ${look}`,
    {
      name: `training-${look}`,
      theme,
      files: {
        get [file]() {
          assert.ok(saved, "the runs were not saved"); // asked for when the first test is over
          return saved;
        },
      },
    },
    async (workbench) => {
      const notebook = await openNotebook(workbench, file);
      for (const width of [1280, 960, 720]) {
        await workbench.page.setViewportSize({ width, height: 960 });
        const monitor = await notebook.reveal(two);
        const lines = monitor.locator(".nb-loss .scatterlayer .trace path.js-line");
        await until(async () => (await lines.count()) === 4, "not two lines for each run");
        await workbench.picture(`training-two-${look}-${width}`);
        const ratio = await contrast(monitor);
        assert.ok(ratio >= 4.5, `the text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
      }
    },
  );
