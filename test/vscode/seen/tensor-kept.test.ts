import assert from "node:assert/strict";
import { colourAt, painting } from "./canvas.ts";
import { codeCells, ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";

const file = "kept.ipynb";
const mime = "application/vnd.noisebook.tensor+json";

const cells = [
  // Counts its runs, so that each run shows other values.
  `import * as tf from "@tensorflow/tfjs";
globalThis.runs = (globalThis.runs ?? 0) + 1;
tf.tensor([[[0, 1], [2, 3]], [[4, 5], [6, 7]]]).mul(globalThis.runs)`,
  `import { difference } from "noisebook/display";
const exact = tf.linspace(0, 1, 64).reshape([8, 8]);
await difference(exact.add(tf.oneHot(tf.scalar(19, "int32"), 64).reshape([8, 8]).mul(0.25)), exact, { names: ["mine", "theirs"] });`,
  // Above what is worked out before anything is shown.
  `const large = tf.tidy(() => tf.linspace(-1, 1, 4200).reshape([4200, 1]).add(tf.zeros([1, 4200])));
large`,
];

seen(
  "A cell that runs again keeps what was chosen in its viewer, differences are told, and statistics follow.",
  { name: "tensor-kept", files: { [file]: ipynb(cells) } },
  async (workbench) => {
    const notebook = await openNotebook(workbench, file);
    await notebook.runAll();
    await notebook.idle(120_000);

    const large = await notebook.reveal('[data-noisebook="tensor"]:has-text("[4200, 4200]")', 60_000);
    await until(
      async () => !/sampled/.test(await large.innerText()) && /std/.test(await large.innerText()),
      "the statistics of all values do not follow",
    );
    // Of n evenly spread values from -1 to 1 the variance is (n + 1) / (3 (n - 1)).
    assert.match((await large.innerText()).replaceAll("\u2212", "-"), /-1\s+1\s+mean\s+\S+\s+std\s+0\.577/);
    await until(
      async () => (await painting(large.locator("canvas.nb-heat"))).colours > 20,
      "the heat map stays empty",
    );
    await workbench.picture("tensor-large-dark");

    const compared = await notebook.reveal('[data-noisebook="tensor"]:has-text("Not close")');
    await workbench.picture("tensor-difference-dark");
    assert.match(await compared.innerText(), /1 of 64 values differ[^]*largest difference 0\.25 at \[2, 3\]/);
    await compared.getByRole("button", { name: "theirs", exact: true }).click();
    await until(
      async () => /float32 \[8, 8\]/.test(await compared.innerText()),
      "the other tensor is not shown",
    );

    const selector = '[data-noisebook="tensor"]:has-text("[2, 2, 2]")';
    const first = await notebook.reveal(selector);
    const slice = first.getByRole("textbox", { name: /Slice/ });
    await slice.fill("[1]");
    await slice.press("Enter");
    const heat = first.locator("canvas.nb-heat");
    await until(async () => /\[1, :, :\]/.test(await slice.inputValue()), "the slice is not taken");
    await heat.click({ position: { x: 4, y: 4 } });
    await until(
      async () => /Pinned\s+\[1, 0, 0\]\s+4\b/.test(await first.innerText()),
      "a click pins nothing",
    );
    await first.getByRole("button", { name: "Colours and window" }).click();
    await first.getByRole("button", { name: "slice", exact: true }).click();
    await first.getByRole("button", { name: "Colours and window" }).press("Escape");
    const before = await colourAt(heat, 0.9, 0.9);

    await notebook.runCell(0);
    await notebook.idle();
    const again = await notebook.reveal(selector);
    await until(
      async () => /Pinned\s+\[1, 0, 0\]\s+8\b/.test(await again.innerText()),
      "the pin does not stay with the new value",
    );
    assert.equal(await again.getByRole("textbox", { name: /Slice/ }).inputValue(), "[1, :, :]");
    assert.deepEqual(await colourAt(again.locator("canvas.nb-heat"), 0.9, 0.9), before);
    await workbench.picture("tensor-kept-dark");

    const saved = await notebook.save();
    const payload = codeCells(saved)[2].outputs?.[0]?.data?.[mime] as { sampled: unknown }; // as it was shown
    assert.equal(payload.sampled, null, "what was saved is of a sample");
  },
);
