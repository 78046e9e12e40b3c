import type { Tensor, Tensor2D, Tensor4D } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import { network, type Network } from "../../networks/index.ts";
import { weightMaker } from "../../networks/weights.ts";
import { clipConfig, type ClipConfig } from "./network/config.ts";
import { layout } from "./network/layout.ts";
import { clipNetwork } from "./network/network.ts";

/** A CLIP model to be trained. As a function it makes embeddings [N, D] of pixels [N, size, size, 3]. */
export interface NewClip extends Network {
  /** Embeddings [N, D] of texts, each as its ids from the start's to the end's. */
  readonly texts: (texts: readonly (readonly number[])[]) => Tensor2D;
}

/**
 * A CLIP model with random weights, of the sizes that a config.json says, given as its object or its text. Its weights have
 * the names of Hugging Face's CLIPModel, so `save` writes a model.safetensors that `clipModel` and transformers read.
 * Throws a RangeError as `clipModel` does for sizes that cannot be.
 */
export function newClip(config: string | object, { seed = 0 } = {}): NewClip {
  const sizes = clipConfig(typeof config === "string" ? config : JSON.stringify(config));
  const make = weightMaker(seed);
  for (const [name, { shape }] of layout(sizes)) {
    const constant = constantOf(name);
    if (constant !== null) make.constant(name, [...shape], constant);
    // The maker divides by the square root of all axes but the last.
    else
      make.normal(name, [...shape], deviationOf(name, shape, sizes) * Math.sqrt(sizeOf(shape.slice(0, -1))));
  }
  const { images, texts } = clipNetwork(sizes, (name) => make.all[name]);
  const { image_size, patch_size, hidden_size } = sizes.vision;
  const title = `CLIP ${image_size}/${patch_size} of width ${hidden_size}`;
  return Object.assign(
    network(title, make.all, (x: Tensor) => images(x as Tensor4D)),
    { texts },
  );
}

/** What a weight begins with where all of it is the same. */
function constantOf(name: string): number | null {
  if (name === "logit_scale") return Math.log(1 / 0.07); // as in the paper, 2103.00020
  if (name.endsWith(".bias")) return 0;
  return /norm\d?\.weight$|layrnorm\.weight$/.test(name) ? 1 : null;
}

/** Standard deviations: 1 / sqrt(inputs), less for what is added to the skip of many layers, and 0.1 for embeddings. */
function deviationOf(name: string, shape: readonly number[], { text, vision }: ClipConfig): number {
  if (/(token|position|class)_embedding/.test(name)) return 0.1;
  const layers = (name.startsWith("text") ? text : vision).num_hidden_layers;
  const branch = /(out_proj|fc2)\.weight$/.test(name) ? 1 / Math.sqrt(2 * layers) : 1;
  return branch / Math.sqrt(sizeOf(shape.slice(1)));
}
