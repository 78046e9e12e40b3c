import { existsSync } from "node:fs";
import path from "node:path";
import { keep, tensor2d, tidy, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import { expectOptions } from "../../../core/options.ts";
import { shapeText } from "../../../core/shape.ts";
import { signalFor } from "../../../core/turn.ts";
import { cutBy } from "../clip-model.ts";
import type { ClipModel } from "../encoder.ts";
import { textOf } from "../folder.ts";
import { clipConfig } from "../network/config.ts";
import { openaiPreprocessing, preprocess, preprocessingOf } from "../preprocess.ts";
import { tokenizerOf, type ClipTokenizer } from "../tokenizer/tokenizer.ts";
import { vocabularyOf } from "../tokenizer/read.ts";
import { precisions, type Embeddings, type Precision } from "./messages.ts";
import { sourceOf } from "./source.ts";
import { started } from "./start.ts";
import type { EncoderThread } from "./thread.ts";

export interface TransformersClipOptions {
  /**
   * Which of the model's files: "fp32" unless given; "fp16" or "q8", which are smaller and give other numbers. The name of the
   * model says it.
   */
  precision?: Precision;
  /** Of a model on the hub: a branch, a tag or a commit; "main" unless given. */
  revision?: string;
  /** Ends the loading early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * A CLIP model in ONNX's format, that @huggingface/transformers runs: for `clipScore` and its kin as `clipModel`'s are, and for
 * machines without a backend that is faster. The library is installed by `noisebook extra install transformers`, or in VS Code by
 * "Noisebook: Install Transformers"; it is no part of Noisebook, and nothing is loaded before this is called.
 *
 * `from` is a folder as the hub has it (config.json, tokenizer.json or vocab.json with merges.txt, preprocessor_config.json where
 * there is one, onnx/vision_model.onnx and onnx/text_model.onnx), or the name of a model there, as "Xenova/clip-vit-base-patch32",
 * whose files are downloaded once, into Noisebook's cache. HF_ENDPOINT names another hub.
 *
 * The encoders are transformers'; pixels and ids are made as `clipModel` makes them, which is as PIL and Hugging Face's tokenizers
 * in Python do. It computes on the processor, in a thread of its own, until it is disposed of.
 *
 * Throws an Error where the library is not installed or files are missing, and a RangeError for files that are not a CLIP model's.
 *
 *     const clip = await clipFromTransformers("Xenova/clip-vit-base-patch32");
 *     await clipScore(clip, samples, captions, { range: [-1, 1] })
 */
export async function clipFromTransformers(
  from: string | URL,
  options: TransformersClipOptions = {},
): Promise<ClipModel & { readonly tokenizer: ClipTokenizer }> {
  expectOptions("clipFromTransformers", options, ["precision", "revision", "signal"]);
  const { precision = "fp32", revision = "main", signal: given } = options;
  if (!Object.hasOwn(precisions, precision)) {
    throw new RangeError(
      `precision of clipFromTransformers is one of ${Object.keys(precisions).join(", ")}, not "${precision}"`,
    );
  }
  const source = sourceOf(from, revision, precision);
  const thread = await started(source, precision, signalFor(given));
  try {
    return await modelBy(thread, precision);
  } catch (error) {
    thread.end();
    throw error;
  }
}

/** The model of a thread, with what its folder says of texts and pictures. */
async function modelBy(
  { folder, checksum, embed, end }: EncoderThread,
  precision: Precision,
): Promise<ClipModel & { readonly tokenizer: ClipTokenizer }> {
  const { vision, text } = clipConfig(await textOf(folder, "config.json"));
  const { image_size: size, patch_size, hidden_size } = vision;
  const tokenizer = tokenizerOf(await vocabularyOf(folder), text.max_position_embeddings);
  const preprocessing = existsSync(path.join(folder, "preprocessor_config.json"))
    ? preprocessingOf(await textOf(folder, "preprocessor_config.json"), size)
    : openaiPreprocessing(size);
  return {
    name: `CLIP ${size}/${patch_size} of width ${hidden_size}, ONNX ${precision}, ${checksum}`,
    range: [0, 1],
    batch: 16,
    logitScale: null,
    tokenizer,
    async features(images: Tensor) {
      // Kept: whoever asks may do so within a tidy, which ends before the numbers are there.
      const pixels = tidy(() => keep(preprocess(images, preprocessing).transpose([0, 3, 1, 2])));
      const { shape } = pixels;
      const values = await pixels.data().finally(() => pixels.dispose());
      return rowsOf(await embed({ pixels: values as Float32Array, shape }), shape[0]); // pixels are float32
    },
    async captions(captions) {
      const ids = captions.map((caption) => tokenizer.encode(caption).ids);
      const length = Math.max(...ids.map((row) => row.length));
      // Filled up with the end's id: an encoder takes a text's embedding where that first stands.
      const filled = ids.map((row) => [
        ...row,
        ...Array<number>(length - row.length).fill(row[row.length - 1]),
      ]);
      return rowsOf(await embed({ ids: filled }), captions.length);
    },
    cut: cutBy(tokenizer),
    dispose: end,
  };
}

function rowsOf({ values, shape }: Embeddings, count: number): Tensor2D {
  if (shape.length === 2 && shape[0] === count) return tensor2d(values, [count, shape[1]]);
  throw new RangeError(`An encoder made embeddings ${shapeText(shape)}: [${count}, D] is asked for`);
}
