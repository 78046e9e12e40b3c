import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { launchBrowser } from "../../../scripts/lib/browser.mjs";
import { command } from "../../../scripts/lib/command.mjs";
import { artifacts, cache, root } from "../../../scripts/lib/project.mjs";
import { painting } from "./canvas.ts";
import { ipynb } from "./ipynb.ts";
import { until } from "./until.ts";

const source = `import { moons } from "noisebook/data";
import { linear } from "noisebook/schedules";
import { gaussian } from "noisebook/diffusion";
import { forward } from "noisebook/samplers";
import { show } from "noisebook/display";
const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
await show(forward(diffusion, moons(64, { seed: 1 })));`;

/** Runs a notebook with a trajectory and exports it. */
async function exportedPage(): Promise<string> {
  const folder = path.join(cache, "test", "seen", "export");
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, "way.ipynb");
  await writeFile(file, ipynb([source]));
  const noisebook = path.join(root, "bin", "noisebook.mjs");
  for (const args of [
    ["run", file, "--inplace"],
    ["export", file, "--to", "html"],
  ]) {
    const { code, output } = await command(process.execPath, [noisebook, ...args]);
    assert.equal(code, 0, output);
  }
  return path.join(folder, "way.html");
}

test("an exported page plays its trajectory without a server, a network or a complaint", async () => {
  const file = await exportedPage();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 760, height: 1000 }, colorScheme: "dark" });
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    const address = pathToFileURL(file).href;
    await page.goto(address);

    const viewer = page.locator('[data-noisebook="trajectory"]');
    const slider = viewer.getByRole("slider").first();
    const canvas = viewer.locator("canvas").first();
    await slider.focus();
    await slider.press("Home");
    const start = await slider.getAttribute("aria-valuetext");
    await until(async () => (await painting(canvas)).colours > 2, "the canvas stays empty");
    const first = await painting(canvas);

    await viewer.getByRole("button", { name: /^play/i }).click();
    await until(async () => (await slider.getAttribute("aria-valuetext")) !== start, "it does not play");
    await until(async () => (await painting(canvas)).fingerprint !== first.fingerprint, "no frame was drawn");

    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.deepEqual([dark, light], ["rgb(31, 31, 31)", "rgb(255, 255, 255)"]);

    await mkdir(artifacts, { recursive: true });
    await page.screenshot({ path: path.join(artifacts, "exported-page.png") });
    assert.deepEqual(complaints, []);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("data:")),
      [address],
    );
  } finally {
    await browser.close();
  }
});
