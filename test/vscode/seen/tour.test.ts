import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import type { Locator } from "playwright-core";
import { notebooks } from "../../../scripts/lib/project.mjs";
import { painting } from "./canvas.ts";
import { contrast } from "./contrast.ts";
import { codeCells, parse } from "./ipynb.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { nextFrame } from "./next-frame.ts";
import { until } from "./until.ts";
import type { Theme } from "./workbench.ts";

const tour = "00-tour.ipynb";
const trajectory = '[data-noisebook="trajectory"]';
/** The thousand steps of DDPM from noise to images. */
const digits = `${trajectory}:has-text("DDPM")`;
const training = '[data-noisebook="training"]';

/**
 * The tour as a person finds it before the first run: what is shown below comes from the run. It trains for longer, so that
 * its monitor is found while the curve still moves, however slow the machine is at scrolling there.
 */
function unrun(): string {
  const text = readFileSync(path.join(notebooks, tour), "utf8");
  assert.ok(text.includes("steps: 1_500"), "the tour trains for another number of steps");
  const notebook = parse(text.replace("steps: 1_500", "steps: 4_000"));
  for (const cell of codeCells(notebook)) Object.assign(cell, { execution_count: null, outputs: [] });
  return JSON.stringify(notebook, null, 1);
}

/** The curve of a chart that Plotly drew. */
const curves = ".js-plotly-plot path.js-line";

/** The canvas is painted at both ends of the slider, and not alike. */
async function followsSlider(viewer: Locator): Promise<void> {
  const canvas = viewer.locator("canvas").first();
  const slider = viewer.getByRole("slider").first();
  await slider.focus();
  const before = { at: await slider.getAttribute("aria-valuetext"), ...(await painting(canvas)) };
  await slider.press("Home");
  await nextFrame(viewer);
  // What is still painted is what was there, which may be the end.
  if ((await slider.getAttribute("aria-valuetext")) !== before.at)
    await until(
      async () => (await painting(canvas)).fingerprint !== before.fingerprint,
      "the canvas does not go to the slider's beginning",
    );
  await until(async () => (await painting(canvas)).colours > 2, "the canvas stays empty");
  const first = await painting(canvas);
  await slider.press("End");
  await until(
    async () => (await painting(canvas)).fingerprint !== first.fingerprint,
    "the canvas does not follow the slider",
  );
  const last = await painting(canvas);
  assert.ok(last.colours > 2, `the canvas shows ${last.colours} colours at the end`);
}

/** Who has clicked into the picture steps by the arrow keys: VS Code moves the focus after a click, and not to a list. */
async function stepsAfterClick(viewer: Locator): Promise<void> {
  const slider = viewer.getByRole("slider").first();
  await slider.press("End");
  const end = await slider.getAttribute("aria-valuetext");
  await viewer.locator("canvas").first().click();
  const focused = () => viewer.evaluate((element) => element.ownerDocument.activeElement === element);
  await until(focused, "the viewer never got the focus");
  await viewer.page().keyboard.press("ArrowLeft");
  await until(
    async () => (await slider.getAttribute("aria-valuetext")) !== end,
    "the arrow key did not step after a click into the picture",
  );
}

/** The output is drawn in the theme of this class, and its text can be read there. */
async function readable(output: Locator, className: string): Promise<void> {
  const classes = await output.evaluate((element) => element.ownerDocument.body.className);
  assert.ok(classes.split(" ").includes(className), `the webview's theme is ${classes}`);
  const ratio = await contrast(output);
  assert.ok(ratio >= 4.5, `the text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
}

/** The tour as the first test saved it. */
let saved = "";

seen(
  "the tour runs, and its trajectory follows the slider",
  { name: "tour", copyOf: notebooks, files: { [tour]: unrun() } },
  async (workbench) => {
    const notebook = await openNotebook(workbench, tour);
    await notebook.runAll();

    const monitor = await notebook.reveal(training, 90_000);
    const curve = monitor.locator(curves).first();
    await curve.waitFor({ state: "attached" });
    const early = await curve.getAttribute("d");
    await until(async () => (await curve.getAttribute("d")) !== early, "the curve never moved");

    await notebook.idle(150_000);
    await workbench.picture("tour-training");
    const viewer = await notebook.reveal(trajectory);
    await workbench.picture("tour-points");
    await followsSlider(viewer);
    await stepsAfterClick(viewer);
    const images = await notebook.reveal(digits);
    await workbench.picture("tour-digits");
    await followsSlider(images);

    const ran = await notebook.save();
    saved = await workbench.read(tour);
    for (const [index, cell] of codeCells(ran).entries()) {
      assert.ok(cell.execution_count, `code cell ${index + 1} did not run`);
      const errors = (cell.outputs ?? []).filter((output) => output.output_type === "error");
      assert.deepEqual(errors, [], `code cell ${index + 1} failed`);
    }
  },
);

test("every rich output of the saved tour has a picture and a text for other programs", () => {
  assert.ok(saved, "the tour was not saved");
  const rich = codeCells(parse(saved))
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.data ? [output.data] : []))
    .filter((data) => Object.keys(data).some((mime) => mime.startsWith("application/vnd.noisebook.")));
  assert.ok(rich.length > 0, "the tour has no rich output");
  for (const data of rich) {
    const mimes = Object.keys(data);
    assert.ok(mimes.includes("image/png"), `no image/png beside ${mimes.join(", ")}`);
    assert.ok(mimes.includes("text/plain"), `no text/plain beside ${mimes.join(", ")}`);
  }
});

/** The look's name, its theme, and the class by which VS Code tells a webview of it. */
const looks: [string, Theme, string][] = [
  ["dark", "Dark Modern", "vscode-dark"],
  ["light", "Light Modern", "vscode-light"],
  ["high contrast", "Default High Contrast", "vscode-high-contrast"],
];
for (const [look, theme, className] of looks)
  seen(
    `the saved tour shows again without a kernel, ${look}`,
    {
      name: `tour-${look}`,
      theme,
      copyOf: notebooks,
      files: {
        get [tour]() {
          assert.ok(saved, "the tour was not saved"); // asked for when the first test is over
          return saved;
        },
      },
    },
    async (workbench) => {
      const notebook = await openNotebook(workbench, tour);

      const monitor = await notebook.reveal(training);
      await monitor.locator(curves).first().waitFor({ state: "attached" });
      await readable(monitor, className);
      await workbench.picture(`saved-training-${look}`);

      for (const [what, selector] of [
        ["points", trajectory],
        ["digits", digits],
      ]) {
        const viewer = await notebook.reveal(selector);
        await followsSlider(viewer);
        await readable(viewer, className);
        await workbench.picture(`saved-${what}-${look}`);
      }

      assert.deepEqual(kernelPids(workbench.serverPid), [], "a kernel was started though no cell ran");
    },
  );
