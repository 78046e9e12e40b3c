// What viewers must have drawn that are seen beside others in one window.
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { colourAt, painting } from "./canvas.ts";
import { until } from "./until.ts";

/** A figure of two bars, the second twice as tall as the first. */
export async function drawsBars(figure: Locator): Promise<void> {
  const bars = figure.locator(".bars .point path");
  await until(async () => (await bars.count()) === 2, "the figure has no two bars");
  const [one, two] = [await bars.nth(0).boundingBox(), await bars.nth(1).boundingBox()];
  assert.ok(one && two && one.height > 20, "the bars are not seen");
  assert.ok(Math.abs(two.height / one.height - 2) < 0.05, `${two.height} px are not twice ${one.height} px`);
}

/** Two runs in one chart, told apart by more than colour, and a row for each in the table. */
export async function drawsBothRuns(training: Locator, names: readonly string[]): Promise<void> {
  const curves = training.locator(".js-plotly-plot path.js-line");
  // Of each run every step and the moving average.
  await until(async () => (await curves.count()) === 4, "the chart has no two runs");
  const dashes = await curves.evaluateAll((paths) =>
    paths.map((path) => getComputedStyle(path).strokeDasharray).filter((dash) => dash !== "none"),
  );
  assert.equal(new Set(dashes).size, 1, `the second run is not dashed alone: ${dashes.join("; ")}`);
  const text = await training.innerText();
  for (const name of names) assert.ok(text.includes(name), `the table has no ${name}`);
}

/** A matrix of 0 to 11 in rows of 4: its least value is not drawn as its greatest. */
export async function drawsMatrix(tensor: Locator): Promise<void> {
  const canvas = tensor.locator("canvas.nb-heat");
  await until(async () => (await painting(canvas)).colours > 4, "the matrix stays empty");
  assert.notDeepEqual(await colourAt(canvas, 0.05, 0.05), await colourAt(canvas, 0.95, 0.95));
  const text = await tensor.innerText();
  assert.match(text, /\[3, 4\]/);
  assert.match(text, /5\.5/, "the mean of 0 to 11 is not told");
}
