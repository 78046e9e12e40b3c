import test, { after } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readWeights } from "../../../src/runtime/checkpoint/index.ts";
import { isPassedOver, layout } from "../../../src/runtime/metrics/inception/layout.ts";
import { python, runPython, withoutModules } from "../live-python.ts";
import { agrees, formulaWeights, resizesAgree, variants, type Table } from "./inception-recorded.ts";
import recorded from "./inception-values.json";

for (const variant of variants) {
  test(`Every stage of the ${variant} variant is torch's, in float64, on weights by a formula.`, () =>
    agrees(variant, formulaWeights(variant), recorded));

  test(`The names and shapes of the ${variant} variant are those of torchvision's state dict.`, () => {
    const lines = [...layout(variant, 1)].map(([name, { shape }]) => `${name} [${shape.join(", ")}]`).sort();
    assert.equal(
      createHash("sha256").update(lines.join("\n")).digest("hex"),
      recorded.variants[variant].names,
    );
  });
}

test("The clean resize is PIL's on floating-point numbers, the legacy one torch's.", () =>
  resizesAgree(recorded));

const skip = withoutModules("torch", "torchvision", "PIL");
test(`The torch of ${python} says the same now, and its files load.`, { skip }, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-inception-"));
  after(() => rm(folder, { recursive: true }));
  runPython(path.join(process.cwd(), "test/reference/metrics/inception-values.py"), folder);
  const now = JSON.parse(await readFile(path.join(folder, "values.json"), "utf8")) as Table;
  for (const variant of variants) {
    for (const file of [`${variant}.pth`, `${variant}-old.pth`]) {
      const weights = await readWeights(path.join(folder, file));
      assert.ok([...weights.keys()].some(isPassedOver), "num_batches_tracked is there, and passed over");
      await agrees(variant, weights, now);
    }
  }
  await resizesAgree(now);
});
