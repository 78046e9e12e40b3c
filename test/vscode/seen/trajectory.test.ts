import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { painting } from "./canvas.ts";
import { ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import type { Workbench } from "./workbench.ts";

const file = "ways.ipynb";
const viewer = (label: string): string => `[data-noisebook="trajectory"][aria-label^="${label}"]`;

const cells = [
  `import { linear } from "noisebook/schedules";
import { gaussian } from "noisebook/diffusion";
import { ddim, ddpm } from "noisebook/samplers";
import { show } from "noisebook/display";
const diffusion = gaussian({ schedule: linear({ steps: 100 }), predict: "x0" });
await show(ddim(diffusion.denoiser((x) => x.mul(0.5)), { steps: 12, shape: [3000, 2], seed: 1 }));`,
  `await show(ddpm(diffusion.denoiser((x) => x.mul(0.5)), { steps: 12, shape: [4, 8, 8, 1], seed: 1 }));`,
];

/** Presses a button of the output's menu, which is opened for it. */
async function inMenu(output: Locator, menu: string, name: string): Promise<void> {
  await output.getByRole("button", { name: menu, exact: true }).click();
  await output.getByRole("button", { name, exact: true }).click();
}

async function pane(output: Locator, name: string): Promise<void> {
  await output.getByRole("button", { name: "Display", exact: true }).click();
  await output.getByRole("checkbox", { name, exact: true }).check();
  await output.page().keyboard.press("Escape");
}

/** Accepts the name that VS Code's dialog offers, and gives back what was written under it. */
async function saved(workbench: Workbench, name: string): Promise<string> {
  const input = workbench.page.locator(".quick-input-widget input.input").first();
  await until(async () => (await input.inputValue()).endsWith(name), `no dialog offers ${name}`);
  await input.press("Enter");
  let text = "";
  await until(
    async () => (text = await workbench.read(name).catch(() => "")) !== "",
    `${name} was not written`,
  );
  return text;
}

async function usesPoints(output: Locator, workbench: Workbench): Promise<void> {
  const slider = output.getByRole("slider", { name: "Time" });
  await slider.press("End");
  await pane(output, "score");
  await pane(output, "density of the samples");
  const score = output.locator('canvas[aria-label="score at the samples"]');
  assert.match(await output.innerText(), /none at t = 0/);
  await slider.press("ArrowLeft");
  await until(async () => (await painting(score)).colours > 10, "no score is drawn");
  const keys = output.locator(".nb-pane-key:visible");
  await until(
    async () => (await keys.allInnerTexts()).some((text) => /^\s*[\d.,]+\s*$/.test(text)),
    "the arrows' scale is not said",
  );

  await inMenu(output, "Display", "log-SNR");
  await until(
    async () => /noise, log-SNR/.test(await output.innerText()),
    "the slider does not go by log-SNR",
  );
  await output.page().keyboard.press("Escape");

  // Another particle by keys, while time stays.
  const pin = output.getByRole("group", { name: /^Followed particle/ });
  const before = await slider.getAttribute("aria-valuetext");
  for (const key of ["ArrowRight", "ArrowRight"]) await pin.press(key);
  await until(async () => (await pin.innerText()).includes("particle 1"), "the keys choose no particle");
  assert.equal(await slider.getAttribute("aria-valuetext"), before);
  await workbench.picture("trajectory panes");
}

async function exportsPoints(output: Locator, workbench: Workbench): Promise<void> {
  await inMenu(output, "Save", "Animation (GIF)");
  assert.ok((await saved(workbench, "DDIM.gif")).startsWith("GIF89a"));
  await inMenu(output, "Save", "Animation (WebP)");
  assert.match(await saved(workbench, "DDIM.webp"), /^RIFF[^]{4,12}WEBPVP8X/);
  await inMenu(output, "Save", "Strip of frames (PNG)");
  assert.ok((await saved(workbench, "DDIM-strip.png")).slice(1, 4) === "PNG");
  await inMenu(output, "Save", "Page with this viewer (HTML)");
  const page = await saved(workbench, "DDIM.html");
  const payload = JSON.parse(/<script type="application\/json">(.*?)<\/script>/.exec(page)?.[1] ?? "{}") as {
    shown?: number;
    frames?: unknown[];
  };
  // All that the live viewer has, and not only what the notebook keeps.
  assert.deepEqual([payload.shown, payload.frames?.length], [3000, 13]);
}

async function usesPictures(output: Locator, workbench: Workbench): Promise<void> {
  await output.getByRole("slider", { name: "Time" }).press("Home");
  await pane(output, "score");
  const score = output.locator('canvas[aria-label="score at the samples"]');
  await until(async () => (await painting(score)).colours > 20, "no score is drawn");
  await inMenu(output, "Display", "1:1");
  await output.page().keyboard.press("Escape");
  const canvas = output.locator('canvas[aria-label="samples"]');
  // Two pictures of 8 pixels beside each other, 4 between them, and 2 around all.
  await until(async () => (await painting(canvas)).width === 2 * 8 + 4 + 2 * 2, "a pixel is not a pixel");
  await inMenu(output, "Display", "8:1");
  const pin = output.getByRole("group", { name: /^Followed pixel/ });
  await pin.press("PageDown");
  await until(async () => (await pin.innerText()).startsWith("image 1"), "the keys choose no picture");
  await workbench.picture("trajectory pictures");
}

seen(
  "a trajectory's panes, axis and exports are used",
  { name: "trajectory", files: { [file]: ipynb(cells) }, theme: "Light Modern" },
  async (workbench) => {
    const notebook = await openNotebook(workbench, file);
    await notebook.runAll();
    await notebook.idle(60_000);
    const points = await notebook.reveal(viewer("DDIM"));
    await usesPoints(points, workbench);
    await exportsPoints(points, workbench);
    await usesPictures(await notebook.reveal(viewer("DDPM")), workbench);
  },
);
