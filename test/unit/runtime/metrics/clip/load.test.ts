import test, { after } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { tensor4d, tidy } from "../../../../../src/runtime/core/tf.ts";
import { encodeSafetensors } from "../../../../../src/runtime/checkpoint/index.ts";
import {
  clipModel,
  clipScore,
  extract,
  torchmetricsClipScore,
} from "../../../../../src/runtime/metrics/index.ts";
import { clipConfig } from "../../../../../src/runtime/metrics/clip/network/config.ts";
import { layout } from "../../../../../src/runtime/metrics/clip/network/layout.ts";
import { endOf } from "../../../../../src/runtime/metrics/clip/network/text.ts";
import {
  openaiPreprocessing,
  preprocess,
  preprocessingOf,
} from "../../../../../src/runtime/metrics/clip/preprocess.ts";
import { byteSymbols } from "../../../../../src/runtime/metrics/clip/tokenizer/byte-symbols.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

const tower = { hidden_size: 8, intermediate_size: 12, num_hidden_layers: 1, num_attention_heads: 2 };
const config = {
  model_type: "clip",
  projection_dim: 6,
  text_config: { ...tower, vocab_size: 514, max_position_embeddings: 9, eos_token_id: 513 },
  vision_config: { ...tower, image_size: 8, patch_size: 4 },
};
const tokens = [
  ...byteSymbols,
  ...byteSymbols.map((symbol) => `${symbol}</w>`),
  "<|startoftext|>",
  "<|endoftext|>",
];

/** A folder as a hub has it, of a model of random weights, with some files changed or, as null, left out. */
async function folderWith(changed: Record<string, string | Uint8Array | null> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-clip-"));
  after(() => rm(folder, { recursive: true }));
  const random = stream(1);
  const tensors = new Map(
    [...layout(clipConfig(JSON.stringify(config)))].map(([name, { shape }]) => {
      const size = shape.reduce((all, length) => all * length, 1);
      return [name, { shape, values: random.normal(size).map((z) => z / 3) }];
    }),
  );
  const files: Record<string, string | Uint8Array | null> = {
    "config.json": JSON.stringify(config),
    "vocab.json": JSON.stringify(Object.fromEntries(tokens.map((token, id) => [token, id]))),
    "merges.txt": "#version: 0.2\n",
    "model.safetensors": encodeSafetensors({ tensors, metadata: {} }),
    ...changed,
  };
  for (const [name, content] of Object.entries(files)) {
    if (content !== null) await writeFile(path.join(folder, name), content);
  }
  return folder;
}

const pictures = (count: number) => tensor4d(stream(2).uniform(count * 10 * 8 * 3), [count, 10, 8, 3]);

test("A folder's model scores pictures and captions, each the same whatever stands beside it.", async () => {
  const folder = await folderWith();
  await leaves(0, async () => {
    const model = await clipModel(folder);
    const images = pictures(3);
    const captions = ["cat", "a dog", "hens"];
    const { values, warnings } = await torchmetricsClipScore(model, images, captions);
    assert.deepEqual(warnings, []);
    assert.ok(new Set(values).size === 3 && values.every((value) => Math.abs(value) > 1));
    const alone = tidy(() => images.slice([1, 0, 0, 0], [1, -1, -1, -1]).clone());
    const one = await torchmetricsClipScore(model, alone, ["a dog"]);
    assert.ok(Math.abs(one.values[0] - values[1]) < 1e-4, "padding and neighbours change nothing");
    const rows = await extract(images, model);
    assert.deepEqual([rows.length, rows[0].length], [3, 6]);
    assert.match(model.name, /^CLIP 8\/4 of width 8, [0-9a-f]{8}$/);

    const cut = await clipScore(model, images, ["cat", "a dog and hens", "hens"], { prefix: "" });
    assert.match(cut.warnings.join(), /1 of 3 captions is longer .* of caption 1 it does not see "hens"/);
    for (const used of [images, alone, model]) used.dispose();
  });
});

test("A text's embedding is taken at its first end; where the end is said to be 2, at its largest id.", () => {
  assert.equal(endOf([8, 5, 9, 9, 3], { eos_token_id: 9 }), 2);
  assert.equal(endOf([8, 2, 9, 9, 3], { eos_token_id: 2 }), 2);
  assert.equal(endOf([8, 5, 7, 9], { eos_token_id: 7 }), 2);
});

test("Pictures of one channel are grey ones of three, and what stands out of the middle is cut off.", async () => {
  const values = stream(3).uniform(8 * 20);
  const how = openaiPreprocessing(8);
  const [grey, coloured, middle] = tidy(() => {
    const wide = tensor4d(values, [1, 8, 20, 1]);
    const three = wide.tile([1, 1, 1, 3]);
    return [
      preprocess(wide, how),
      preprocess(three, how),
      preprocess(three.slice([0, 0, 6, 0], [1, 8, 8, 3]), how),
    ];
  });
  assert.deepEqual(await grey.data(), await coloured.data());
  assert.deepEqual(await middle.data(), await coloured.data());
  for (const used of [grey, coloured, middle]) used.dispose();
});

test("preprocessor_config.json says sizes and colours in either of its forms.", () => {
  const old = preprocessingOf(
    '{"size": 10, "crop_size": 8, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}',
    8,
  );
  const now = preprocessingOf('{"size": {"shortest_edge": 10}, "crop_size": {"height": 8, "width": 8}}', 8);
  assert.deepEqual(old, { shortest: 10, crop: 8, mean: [0, 0, 0], std: [1, 1, 1] });
  assert.deepEqual(now, { ...openaiPreprocessing(8), shortest: 10 });
  const refused: [string, RegExp][] = [
    ["[", /is not JSON/],
    ['{"resample": 2}', /resample: only 3, bicubic, is known/],
    ['{"do_normalize": false}', /do_normalize/],
    ['{"crop_size": 7}', /makes images of 7x7 out of ones of 8, and the network takes 8x8/],
    ['{"size": {"height": 8, "width": 8}}', /asks for what is not done here: size/],
  ];
  for (const [text, expected] of refused) assert.throws(() => preprocessingOf(text, 8), expected);
});

test("Files that are missing, of another kind or that do not fit are refused by name.", async () => {
  const refused: [Record<string, string | Uint8Array | null>, RegExp][] = [
    [{ "config.json": null }, /^Error: config.json of a CLIP model could not be read: ENOENT/],
    [{ "config.json": '{"model_type": "bert"}' }, /^RangeError: config.json .*model_type/],
    [
      {
        "config.json": JSON.stringify({
          ...config,
          text_config: { ...config.text_config, hidden_act: "relu" },
        }),
      },
      /^RangeError: config.json .*text_config.hidden_act/,
    ],
    [
      { "config.json": JSON.stringify({ ...config, vision_config: { ...tower, num_attention_heads: 3 } }) },
      /vision tower's hidden_size of 8 does not part into 3 heads/,
    ],
    [
      { "config.json": JSON.stringify({ ...config, projection_dim: 7 }) },
      /does not fit the model:\n.*visual_projection.weight is \[6, 8\] in the file, \[7, 8\] in the model/,
    ],
    [{ "vocab.json": null }, /has no vocab.json and no tokenizer.json/],
    [{ "model.safetensors": null }, /has no model.safetensors and no pytorch_model.bin/],
    [{ "model.safetensors": "<!doctype html>" }, /cannot be read as weights: it is a web page/],
  ];
  for (const [changed, expected] of refused) {
    await assert.rejects(clipModel(await folderWith(changed)), (error) => expected.test(String(error)));
  }
});

test("Old files that say a tower twice are read as the second says.", () => {
  const { text } = clipConfig(JSON.stringify({ ...config, text_config_dict: { hidden_size: 16 } }));
  assert.deepEqual([text.hidden_size, text.vocab_size], [16, 514]);
});
