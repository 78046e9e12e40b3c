import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeSafetensors } from "../../../../../../src/runtime/checkpoint/index.ts";
import { clipConfig } from "../../../../../../src/runtime/metrics/clip/network/config.ts";
import { layout } from "../../../../../../src/runtime/metrics/clip/network/layout.ts";
import { byteSymbols } from "../../../../../../src/runtime/metrics/clip/tokenizer/byte-symbols.ts";
import { stream } from "../../../../../../src/runtime/random/index.ts";
import { clipAsOnnx } from "./clip-as-onnx.ts";

/** A folder as the hub has it, of a small CLIP of random weights: for `clipModel` in safetensors, for transformers in ONNX. */
export async function writeModelFolder(
  folder: string,
  {
    merges,
    activation,
    seed,
  }: { merges: readonly string[]; activation: "gelu" | "quick_gelu"; seed: number },
): Promise<void> {
  const vocab = vocabularyOf(merges);
  const [start, end] = [vocab["<|startoftext|>"], vocab["<|endoftext|>"]];
  const tower = {
    hidden_size: 24,
    intermediate_size: 40,
    num_hidden_layers: 3,
    num_attention_heads: 4,
    hidden_act: activation,
  };
  const size = Object.keys(vocab).length;
  const config = JSON.stringify({
    model_type: "clip",
    architectures: ["CLIPModel"],
    projection_dim: 20,
    text_config: {
      ...tower,
      vocab_size: size,
      max_position_embeddings: 77,
      bos_token_id: start,
      eos_token_id: end,
    },
    vision_config: { ...tower, image_size: 24, patch_size: 8 },
  });
  const sizes = clipConfig(config);
  const random = stream(seed);
  const tensors = new Map(
    [...layout(sizes)].map(([name, { shape }]) => {
      const count = shape.reduce((all, length) => all * length, 1);
      const spread = shape.length < 2 ? 0.3 : 1 / Math.sqrt(count / shape[0]);
      const middle = /norm\d?\.weight$/.test(name) ? 1 : 0;
      return [name, { shape, values: random.normal(count).map((z) => middle + spread * z) }];
    }),
  );
  const { vision, text } = clipAsOnnx(sizes, tensors);
  const files: Record<string, string | Uint8Array> = {
    "config.json": config,
    "tokenizer.json": tokenizerFile(vocab, merges),
    "tokenizer_config.json": JSON.stringify({ tokenizer_class: "CLIPTokenizer", model_max_length: 77 }),
    "preprocessor_config.json": JSON.stringify({
      image_processor_type: "CLIPImageProcessor",
      size: { shortest_edge: 24 },
      crop_size: { height: 24, width: 24 },
    }),
    "model.safetensors": encodeSafetensors({ tensors, metadata: {} }),
    "onnx/vision_model.onnx": vision,
    "onnx/text_model.onnx": text,
  };
  await mkdir(path.join(folder, "onnx"), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
}

function vocabularyOf(merges: readonly string[]): Record<string, number> {
  const tokens = new Set([
    ...byteSymbols,
    ...byteSymbols.map((symbol) => `${symbol}</w>`),
    ...merges.map((merge) => merge.replace(" ", "")),
    "<|startoftext|>",
    "<|endoftext|>",
  ]);
  return Object.fromEntries([...tokens].map((token, id) => [token, id]));
}

/** A tokenizer.json as CLIP's on the hub is. */
function tokenizerFile(vocab: Record<string, number>, merges: readonly string[]): string {
  const marks = ["<|startoftext|>", "<|endoftext|>"] as const;
  const flags = { single_word: false, lstrip: false, rstrip: false, special: true };
  const words = String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;
  return JSON.stringify({
    version: "1.0",
    added_tokens: marks.map((content) => ({
      id: vocab[content],
      content,
      ...flags,
      normalized: content === marks[0],
    })),
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFC" },
        { type: "Replace", pattern: { Regex: String.raw`\s+` }, content: " " },
        { type: "Lowercase" },
      ],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex: words }, behavior: "Removed", invert: true },
        { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: {
      type: "RobertaProcessing",
      sep: [marks[1], vocab[marks[1]]],
      cls: [marks[0], vocab[marks[0]]],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: marks[1],
      continuing_subword_prefix: "",
      end_of_word_suffix: "</w>",
      fuse_unk: false,
      vocab,
      merges,
    },
  });
}
