import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { colourAt, painting } from "./canvas.ts";
import { contrast } from "./contrast.ts";
import { codeCells, ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import type { Workbench } from "./workbench.ts";

const file = "compared.ipynb";
const mime = "application/vnd.noisebook.comparison+json";
const viewer = (name: string): string => `[data-noisebook="comparison"]:has-text("${name}")`;

// Networks that always say the same: every sample ends where they say.
const cells = [
  `import { gaussian } from "noisebook/diffusion";
import { compareRuns } from "noisebook/display";
import { ddim, ddpm } from "noisebook/samplers";
import { linear } from "noisebook/schedules";
const diffusion = gaussian({ schedule: linear({ steps: 100 }), predict: "x0" });
const always = (value: number) => diffusion.denoiser((x) => x.mul(0).add(value));
const from = { shape: [400, 2], seed: 1 };
await compareRuns({ minus: ddpm(always(-1), from), plus: ddim(always(1), { ...from, steps: 10, spacing: "trailing" }) });`,
  `const pictures = { shape: [4, 8, 8, 1], seed: 1, steps: 10 };
await compareRuns({ black: ddim(always(-1), pictures), white: ddim(always(1), pictures), grey: ddim(always(0), pictures) });`,
];

const near = (found: readonly number[], wanted: readonly number[]): void => {
  assert.ok(
    wanted.every((value, i) => Math.abs(value - (found[i] ?? -99)) <= 4),
    `the colour is ${found.join()}, not ${wanted.join()}`,
  );
};

const pane = (output: Locator, index: number): Locator =>
  output.locator(".nb-compared canvas[role=img]").nth(index);
const slider = (output: Locator): Locator => output.getByRole("slider", { name: "Time" });
const spoken = (output: Locator): Promise<string | null> => slider(output).getAttribute("aria-valuetext");
const text = async (output: Locator): Promise<string> => (await output.innerText()).replaceAll("\u2212", "-");

/** In Dark Modern: all of one run at (-1, -1), all of the other at (1, 1), and nothing of both anywhere else. */
async function isFirst(output: Locator): Promise<void> {
  await until(async () => (await painting(pane(output, 2))).colours > 2, "the difference stays empty");
  near(await colourAt(pane(output, 2), 1 / 3, 2 / 3), [0x87, 0xbf, 0xff]); // the end of the first run's hue
  near(await colourAt(pane(output, 2), 2 / 3, 1 / 3), [227, 182, 115]);
  assert.ok((await painting(pane(output, 0))).colours > 2);
  // Both sit at a point: sliced W1 is 2 / pi of the distance, the energy distance twice of it.
  const said = await text(output);
  assert.match(said, /1\.80\d/, "the sliced W1 is not 2 / pi of the square root of 8");
  assert.match(said, /5\.6[56]/, "the energy distance is not twice the square root of 8");
}

async function usesKeysAndControls(output: Locator): Promise<void> {
  await slider(output).focus();
  await slider(output).press("Home");
  await until(
    async () => /^t 100, minus step 0, plus step 0$/.test((await spoken(output)) ?? ""),
    "Home does not begin",
  );
  // The same noise: nothing differs, and that is said.
  await until(async () => /none beyond sampling noise/.test(await text(output)), "the same noise differs");
  await slider(output).press("ArrowRight");
  await until(
    async () => /^t 99, minus step 1, plus step 0/.test((await spoken(output)) ?? ""),
    "no step of one run",
  );
  await slider(output).press("Shift+ArrowRight");
  await until(
    async () => /^t 89, minus step 11, plus step 1/.test((await spoken(output)) ?? ""),
    "no ten steps",
  );
  await slider(output).press("End");
  await until(
    async () => /^t 0, minus step 100, plus step 10$/.test((await spoken(output)) ?? ""),
    "End does not end",
  );

  const shown = (await painting(pane(output, 0))).fingerprint;
  await output.getByRole("button", { name: "Data in the samples" }).click();
  await output.getByRole("button", { name: "Noise in the samples" }).click();
  await until(
    async () =>
      /not predicted here/.test(await text(output)) &&
      (await painting(pane(output, 0))).fingerprint !== shown,
    "the noise is not shown",
  );
  await output.getByRole("button", { name: "Samples", exact: true }).click();

  await output.getByRole("button", { name: "Hide the difference" }).click();
  await until(async () => !(await pane(output, 2).isVisible()), "the difference stays");
  await output.getByRole("button", { name: "Show the difference" }).click();
  await isFirst(output);

  const box = (await slider(output).boundingBox())!; // it is in sight
  await slider(output).click({ position: { x: box.width / 2, y: 12 } });
  await until(async () => /^t 50,/.test((await spoken(output)) ?? ""), "the slider does not follow a press");
  await slider(output).press("Space");
  await until(async () => !/^t 50,/.test((await spoken(output)) ?? ""), "the space bar does not play");
  await slider(output).press("Space");
  await slider(output).press("End");
}

async function isPictures(output: Locator): Promise<void> {
  await until(async () => (await painting(pane(output, 1))).colours > 1, "the pictures stay empty");
  near(await colourAt(pane(output, 0), 0.1, 0.1), [0, 0, 0]);
  near(await colourAt(pane(output, 1), 0.1, 0.1), [255, 255, 255]);
  near(await colourAt(pane(output, 3), 0.1, 0.1), [227, 182, 115]); // 2 less at a scale of 2
  assert.match(await text(output), /mean \|Δ\|\s*2\.000/);
}

async function lookAt(workbench: Workbench, output: Locator, name: string): Promise<void> {
  await workbench.picture(`comparison-${name}`);
  const ratio = await contrast(output);
  assert.ok(ratio >= 4.5, `the text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
}

let saved = "";

seen(
  "several runs stand on one slider: known pixels, numbers, keys and controls",
  { name: "comparison", files: { [file]: ipynb(cells) } },
  async (workbench) => {
    const notebook = await openNotebook(workbench, file);
    await notebook.runAll();
    await notebook.idle(120_000);
    const points = await notebook.reveal(viewer("minus"), 60_000);
    await isFirst(points);
    await lookAt(workbench, points, "points-dark");
    await usesKeysAndControls(points);
    const pictures = await notebook.reveal(viewer("white"));
    await isPictures(pictures);
    await lookAt(workbench, pictures, "pictures-dark");
    const ran = await notebook.save();
    saved = await workbench.read(file);
    for (const cell of codeCells(ran)) {
      const data = cell.outputs?.find(({ data }) => data?.[mime])?.data;
      assert.ok(
        data?.["image/png"] && data["text/plain"],
        "a comparison was saved without a picture or a text",
      );
      assert.ok(JSON.stringify(data[mime]).length <= 256 * 1024);
    }
  },
);

for (const [look, theme] of [
  ["light", "Light Modern"],
  ["high contrast", "Default High Contrast"],
] as const) {
  seen(
    `saved runs stand without a kernel, ${look}`,
    {
      name: `comparison-${look}`,
      theme,
      files: {
        get [file]() {
          assert.ok(saved, "the runs were not saved"); // asked for when the first test is over
          return saved;
        },
      },
    },
    async (workbench) => {
      await workbench.page.setViewportSize({ width: 800, height: 1200 });
      const notebook = await openNotebook(workbench, file);
      const points = await notebook.reveal(viewer("minus"), 60_000);
      await until(async () => (await painting(pane(points, 2))).colours > 2, "the difference stays empty");
      await lookAt(workbench, points, `points-${look}`);
      assert.match(await text(points), /5\.6[56]/);
      const pictures = await notebook.reveal(viewer("white"));
      await until(async () => (await painting(pane(pictures, 3))).colours > 1, "the pictures stay empty");
      await lookAt(workbench, pictures, `pictures-${look}`);
    },
  );
}
