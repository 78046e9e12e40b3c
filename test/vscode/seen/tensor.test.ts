import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { colourAt, painting } from "./canvas.ts";
import { contrast } from "./contrast.ts";
import { codeCells, ipynb, parse } from "./ipynb.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";
import type { Workbench } from "./workbench.ts";

const file = "tensors.ipynb";
const mime = "application/vnd.noisebook.tensor+json";
const viewer = (shape: string): string => `[data-noisebook="tensor"]:has-text("[${shape}]")`;

const cells = [
  // A matrix of known colours, another matrix behind it along the first axis.
  `import * as tf from "@tensorflow/tfjs";
tf.tensor([[[-1, 0], [1, NaN]], [[1, 1], [1, -1]]])`,
  `import { show } from "noisebook/display";
await show(tf.tensor(Array.from({ length: 12 * 8 * 8 }, (_, i) => (Math.floor(i / 64) % 2 ? 1 : 0)), [12, 8, 8, 1]), {
  name: "samples",
  labels: Array.from({ length: 12 }, (_, i) => "<b>" + i + "</b>"),
});`,
  `await show(Float32Array.from({ length: 200 }, (_, i) => Math.sin(i / 10)), { name: "wave" });`,
  // Too large to be saved to the last digit.
  `const big = tf.range(0, 90_000).reshape([300, 300]);
big`,
  `tf.zeros([3, 3])`,
];

const near = (found: readonly number[], wanted: readonly number[]): void => {
  assert.ok(
    wanted.every((value, i) => Math.abs(value - (found[i] ?? -99)) <= 3),
    `the colour is ${found.join()}, not ${wanted.join()}`,
  );
};

/** The four cells of the first matrix, in Dark Modern: blue, the page, orange, and the alarm with its cross. */
async function isFirstMatrix(output: Locator): Promise<void> {
  const heat = output.locator("canvas.nb-heat");
  await until(async () => (await painting(heat)).colours > 3, "the heat map stays empty");
  near(await colourAt(heat, 0.1, 0.1), [0x8e, 0xc5, 0xff]);
  near(await colourAt(heat, 0.6, 0.1), [0x1f, 0x1f, 0x1f]);
  near(await colourAt(heat, 0.1, 0.6), [0xff, 0xd0, 0x8a]);
  const alarm = await colourAt(heat, 0.52, 0.75);
  assert.ok(alarm[0] > 150 && alarm[1] < 60, `no alarm at NaN but ${alarm.join()}`);
  near(await colourAt(heat, 0.75, 0.75), [255, 255, 255]); // the middle of the cross
}

async function usesMatrix(output: Locator): Promise<void> {
  await isFirstMatrix(output);
  const heat = output.locator("canvas.nb-heat");
  const text = async (): Promise<string> => (await output.innerText()).replaceAll("\u2212", "-");
  assert.match(await text(), /float32 \[2, 2, 2\][^]*1 NaN/);

  // The pointer reads, a click pins.
  await heat.hover({ position: { x: 4, y: 4 } });
  await until(async () => /\[0, 0, 0\]\s+-1/.test(await text()), "the pointer reads nothing");
  await heat.click({ position: { x: 4, y: 4 } });
  await until(async () => /Pinned\s+\[0, 0, 0\]\s+-1/.test(await text()), "a click pins nothing");

  // The keys read as well.
  await heat.focus();
  await heat.press("ArrowRight");
  await heat.press("ArrowRight");
  await until(async () => (await output.locator(".nb-under").count()) === 1, "the keys mark no cell");

  // The slider and the slice move to the other matrix, and back.
  const slider = output.getByRole("slider", { name: "Index along axis 0" });
  await slider.press("End");
  await until(
    async () => (await colourAt(heat, 0.6, 0.1))[0] > 200,
    "the picture does not follow the slider",
  );
  const slice = output.getByRole("textbox", { name: /Slice/ });
  assert.equal(await slice.inputValue(), "[1, :, :]");
  await slice.fill("[7, :, :]");
  await slice.press("Enter");
  await until(
    async () => /Axis 0 has 2 elements/.test(await text()),
    "nothing is said of a slice that cannot be",
  );
  await slice.fill("[0]");
  await slice.press("Enter");
  await until(async () => (await colourAt(heat, 0.6, 0.1))[0] < 60, "the picture does not follow the slice");

  // Another colour map, and back.
  await output.getByRole("button", { name: "Colours and window" }).click();
  await output.getByRole("button", { name: "slice", exact: true }).click();
  await output.getByRole("textbox", { name: "Upper end of the window" }).fill("2");
  await output.getByRole("textbox", { name: "Upper end of the window" }).press("Tab");
  await until(
    async () => (await colourAt(heat, 0.1, 0.6))[2] < 0x80,
    "the picture does not follow the window",
  );
  await output.getByRole("button", { name: "Reset" }).click();
  await heat.press("Escape");
  await output.getByRole("button", { name: "Colours and window" }).press("Escape");
  await isFirstMatrix(output);

  await output.getByRole("tab", { name: "Values" }).click();
  await until(async () => (await output.locator("table td.nb-bad").count()) === 1, "the table marks no NaN");
  await output.getByRole("tab", { name: "Histogram" }).click();
  await until(async () => (await output.locator(".nb-bin").count()) >= 3, "there is no histogram");
  await output.getByRole("tab", { name: "Matrix" }).click();
}

async function isPictures(output: Locator): Promise<void> {
  const canvas = output.locator("canvas.nb-tensor-pictures");
  await until(async () => (await painting(canvas)).colours > 2, "the pictures stay empty");
  // Labels are text, whatever they hold.
  assert.equal(await output.locator("b").count(), 0);
  assert.match(await output.innerText(), /<b>0<\/b>/);
}

/** The value of one element, by slice and table. */
async function tableOf(output: Locator, slice: string): Promise<string> {
  await output.getByRole("tab", { name: "Values" }).click();
  const box = output.getByRole("textbox", { name: /Slice/ });
  await box.fill(slice);
  await box.press("Enter");
  return output.locator(".nb-values-stage").innerText();
}

let saved = "";

async function lookAt(workbench: Workbench, output: Locator, name: string): Promise<void> {
  await workbench.picture(`tensor-${name}`);
  const ratio = await contrast(output);
  assert.ok(ratio >= 4.5, `the text has a contrast of ${ratio.toFixed(1)}, less than 4.5`);
}

seen(
  "tensors show themselves: known pixels, and every control",
  { name: "tensor", files: { [file]: ipynb(cells) } },
  async (workbench) => {
    const notebook = await openNotebook(workbench, file);
    await notebook.runAll();
    await notebook.idle(120_000);
    const matrix = await notebook.reveal(viewer("2, 2, 2"), 60_000);
    await lookAt(workbench, matrix, "matrix-dark");
    await usesMatrix(matrix);
    const pictures = await notebook.reveal(viewer("12, 8, 8, 1"));
    await lookAt(workbench, pictures, "pictures-dark");
    await isPictures(pictures);
    const wave = await notebook.reveal(viewer("200"));
    await lookAt(workbench, wave, "line-dark");
    assert.match((await wave.locator(".nb-line-path").getAttribute("d")) ?? "", /^M[\d.]+ [\d.]+L/);
    // What the saved output rounds to a block's mean, the kernel knows.
    const big = await notebook.reveal(viewer("300, 300"));
    await lookAt(workbench, big, "large-dark");
    await until(
      async () => (await tableOf(big, "[299, 298]")).includes("89,998"),
      "the kernel gives no exact value",
    );
    await big.getByRole("tab", { name: "Matrix" }).click();
    const zero = await notebook.reveal(viewer("3, 3"));
    assert.match(await zero.innerText(), /all zero/);

    const ran = await notebook.save();
    saved = await workbench.read(file);
    for (const cell of codeCells(ran)) {
      const data = cell.outputs?.find(({ data }) => data?.[mime])?.data;
      assert.ok(data?.["image/png"] && data["text/plain"], "a tensor was saved without a picture or a text");
    }
  },
);

/** What was saved, the numbers of the last tensor cut off. */
function damaged(): string {
  assert.ok(saved, "the tensors were not saved"); // asked for when the first test is over
  const notebook = parse(saved);
  const payload = codeCells(notebook).at(-1)?.outputs?.[0]?.data?.[mime] as {
    preview: { mean: { data: string } };
  }; // as saved
  payload.preview.mean.data = "AA==";
  return JSON.stringify(notebook, null, 1);
}

for (const [look, theme] of [
  ["light", "Light Modern"],
  ["high contrast", "Default High Contrast"],
] as const) {
  seen(
    `saved tensors stand without a kernel, and a damaged one is a message, ${look}`,
    {
      name: `tensor-${look}`,
      theme,
      files: {
        get [file]() {
          return damaged();
        },
      },
    },
    async (workbench) => {
      const notebook = await openNotebook(workbench, file);
      const matrix = await notebook.reveal(viewer("2, 2, 2"));
      await lookAt(workbench, matrix, `matrix-${look}`);
      const heat = matrix.locator("canvas.nb-heat");
      await matrix.getByRole("slider", { name: "Index along axis 0" }).press("End");
      const low = look === "light" ? [0x08, 0x30, 0x6b] : [0x8e, 0xc5, 0xff];
      await until(
        async () => (await colourAt(heat, 0.75, 0.75))[2] === low[2],
        "the picture does not follow the slider",
      );
      near(await colourAt(heat, 0.75, 0.75), low);
      const pictures = await notebook.reveal(viewer("12, 8, 8, 1"));
      await isPictures(pictures);
      await lookAt(workbench, pictures, `pictures-${look}`);
      const big = await notebook.reveal(viewer("300, 300"));
      await until(
        async () => /Means of blocks/.test(await tableOf(big, "[299, 298]")),
        "a saved output pretends to know single values",
      );
      const error = await notebook.reveal('[data-noisebook="error"]');
      assert.match(await error.innerText(), /cannot be shown[^]*ends early/);
      assert.deepEqual(kernelPids(workbench.serverPid), [], "a kernel was started though no cell ran");
    },
  );
}
