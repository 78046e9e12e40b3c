import { existsSync } from "node:fs";
import path from "node:path";
import { readWeights } from "../../checkpoint/index.ts";
import { checksum } from "../checksum.ts";
import type { NetworkClip } from "./encoder.ts";
import { modelOf, type ModelParts } from "./clip-model.ts";
import { clipConfig } from "./network/config.ts";
import { isPassedOver } from "./network/layout.ts";
import { heldNetwork } from "./network/network.ts";
import { openaiPreprocessing, preprocessingOf } from "./preprocess.ts";
import { oneOf, pathOf, textOf } from "./folder.ts";
import { tokenizerOf } from "./tokenizer/tokenizer.ts";
import { vocabularyOf } from "./tokenizer/read.ts";

/**
 * A CLIP model out of a folder as Hugging Face has it (openai/clip-vit-base-patch32 is CLIPScore's): config.json,
 * model.safetensors or pytorch_model.bin, vocab.json with merges.txt or tokenizer.json, and preprocessor_config.json where
 * there is one. A relative path is meant from the notebook's folder. Images are [N, H, W, 3] in [0, 1], or of one channel:
 * they are resized to what the network takes as PIL does it (bicubic, antialiased, 8 bits), and what then stands out of the
 * square in the middle is not seen. Captions are cut after 77 tokens, which results say. It holds its weights until it
 * is disposed of.
 *
 * Throws a RangeError for files that are not a CLIP model's, and an error that names what does not fit together.
 *
 *     const clip = await clipModel("clip-vit-base-patch32");
 *     await clipScore(clip, samples, captions, { range: [-1, 1] })
 */
export function clipModel(folder: string | URL): Promise<NetworkClip> {
  return modelFrom(pathOf(folder), { range: [0, 1], batch: 16 });
}

/** The model of a folder, that takes images in this range; under a name of its own where one is given. */
export async function modelFrom(
  at: string,
  { name, range, batch }: Pick<ModelParts, "range" | "batch"> & { readonly name?: string },
): Promise<NetworkClip> {
  const config = clipConfig(await textOf(at, "config.json"));
  const tokenizer = tokenizerOf(await vocabularyOf(at), config.text.max_position_embeddings);
  const { image_size: size } = config.vision;
  const hasPreprocessing = existsSync(path.join(at, "preprocessor_config.json"));
  const preprocessing = hasPreprocessing
    ? preprocessingOf(await textOf(at, "preprocessor_config.json"), size)
    : openaiPreprocessing(size);
  const file = path.join(at, oneOf(at, ["model.safetensors", "pytorch_model.bin"]));
  const weights = await readWeights(file);
  const network = heldNetwork(file, weights, config);
  const { patch_size, hidden_size } = config.vision;
  return modelOf({
    name: `${name ?? "CLIP"} ${size}/${patch_size} of width ${hidden_size}, ${checksum(weights, isPassedOver)}`,
    network,
    tokenizer,
    preprocessing,
    logitScale: network.logitScale,
    range,
    batch,
    dispose: network.dispose,
  });
}
