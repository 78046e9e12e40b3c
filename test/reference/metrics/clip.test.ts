import test, { after } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { tensor4d } from "../../../src/runtime/core/tf.ts";
import { readWeights } from "../../../src/runtime/checkpoint/index.ts";
import { clipModel } from "../../../src/runtime/metrics/index.ts";
import { clipConfig } from "../../../src/runtime/metrics/clip/network/config.ts";
import { isPassedOver, layout } from "../../../src/runtime/metrics/clip/network/layout.ts";
import { openaiPreprocessing, preprocess } from "../../../src/runtime/metrics/clip/preprocess.ts";
import { byteSymbols } from "../../../src/runtime/metrics/clip/tokenizer/byte-symbols.ts";
import { tokenizerOf, type ClipTokenizer } from "../../../src/runtime/metrics/clip/tokenizer/tokenizer.ts";
import { ofTokenizerFile, ofVocabAndMerges } from "../../../src/runtime/metrics/clip/tokenizer/vocabulary.ts";
import { python, runPython, withoutModules } from "../live-python.ts";
import { configOf, formulaWeights, towersAgree, variants, type Table } from "./clip-towers.ts";
import recorded from "./clip-values.json";

for (const variant of variants) {
  test(`Both towers with ${variant} are transformers', in float64, on weights by a formula.`, () =>
    towersAgree(variant, formulaWeights(layout(configOf(recorded, variant))), recorded));
}

test("The names and shapes are those of transformers' CLIPModel, at small sizes and of ViT-B/32.", () => {
  const checksum = (shapes: ReturnType<typeof layout>): string => {
    const lines = [...shapes].map(([name, { shape }]) => `${name} [${shape.join(", ")}]`).sort();
    return createHash("sha256").update(lines.join("\n")).digest("hex");
  };
  assert.equal(checksum(layout(configOf(recorded, "gelu"))), recorded.variants.gelu.names);
  // A file that leaves everything out is ViT-B/32's.
  assert.equal(checksum(layout(clipConfig('{"model_type": "clip"}'))), recorded.base);
});

/** The vocabulary that the script makes of its merges. */
function recordedTokenizer({ tokenizer: { merges } }: Table): ClipTokenizer {
  const tokens = new Set([
    ...byteSymbols,
    ...byteSymbols.map((symbol) => `${symbol}</w>`),
    ...merges.map((merge) => merge.replace(" ", "")),
    "<|startoftext|>",
    "<|endoftext|>",
  ]);
  const vocab = JSON.stringify(Object.fromEntries([...tokens].map((token, id) => [token, id])));
  return tokenizerOf(ofVocabAndMerges(vocab, `#version: 0.2\n${merges.join("\n")}\n`), 77);
}

function tokensAgree(tokenizer: ClipTokenizer, { tokenizer: { cases } }: Table): void {
  for (const { text, ids } of cases) {
    assert.deepEqual(tokenizer.encode(text).ids, ids, `the ids of ${JSON.stringify(text)}`);
  }
}

test("Strange texts become the ids of transformers' tokenizer.", () =>
  tokensAgree(recordedTokenizer(recorded), recorded));

async function picturesAgree({ pictures }: Table): Promise<void> {
  for (const { from, some, projection } of pictures) {
    const [height, width] = from;
    const values = Float32Array.from({ length: height * width * 3 }, (_, k) => {
      const [y, x, c] = [Math.floor(k / (3 * width)), Math.floor(k / 3) % width, k % 3];
      return Math.round(127.5 + 127.5 * Math.sin(0.3 * y + 0.17 * x * (c + 1) + c)) / 255;
    });
    const images = tensor4d(values, [1, height, width, 3]);
    const made = preprocess(images, openaiPreprocessing(24));
    assert.deepEqual(made.shape, [1, 24, 24, 3]);
    const numbers = await made.data();
    some.forEach((value, i) => {
      assert.ok(
        Math.abs(numbers[111 * i] - value) < 1e-5,
        `${from.join("x")}, ${i}: ${numbers[111 * i]} for ${value}`,
      );
    });
    const found = Array.from(numbers).reduce((sum, value, k) => sum + value * Math.cos(k), 0);
    // All pixels are the same; a single one that is rounded otherwise would be 0.014.
    assert.ok(Math.abs(found - projection) < 1e-3, `${from.join("x")}: ${found} for ${projection}`);
    images.dispose();
    made.dispose();
  }
}

test("Pictures become the pixels of transformers' image processor, to the last of 8 bits.", () =>
  picturesAgree(recorded));

const skip = withoutModules("torch", "transformers", "PIL");
test(`The transformers of ${python} say the same now, and their files load.`, { skip }, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-clip-"));
  after(() => rm(folder, { recursive: true }));
  runPython(path.join(process.cwd(), "test/reference/metrics/clip-values.py"), folder);
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const now = JSON.parse(await read("values.json")) as Table;
  for (const variant of variants) {
    const weights = await readWeights(path.join(folder, variant, "model.safetensors"));
    assert.deepEqual(
      clipConfig(await read(`${variant}/config.json`)),
      configOf(now, variant),
      "the saved config.json says as much as the model's own",
    );
    await towersAgree(variant, weights, now);
    assert.ok([...weights.keys()].every((name) => !isPassedOver(name) || name.endsWith("position_ids")));
  }
  tokensAgree(tokenizerOf(ofVocabAndMerges(await read("vocab.json"), await read("merges.txt")), 77), now);
  tokensAgree(tokenizerOf(ofTokenizerFile(await read("saved/tokenizer.json")), 77), now);
  await picturesAgree(now);
  await assert.rejects(clipModel(path.join(folder, "gelu")), /has no vocab.json and no tokenizer.json/);
});
