import { tensor, tidy, type Tensor, type Tensor2D, type Tensor4D } from "../../../core/tf.ts";
import { shapeText } from "../../../core/shape.ts";
import type { Weights } from "../../../checkpoint/index.ts";
import { expectFits } from "../../../checkpoint/weights/fit.ts";
import { singlePrecision } from "../../single-precision.ts";
import type { ClipConfig } from "./config.ts";
import type { WeightOf } from "./layers.ts";
import { isPassedOver, layout } from "./layout.ts";
import { textTower } from "./text.ts";
import { visionTower } from "./vision.ts";

/** CLIP with its weights. What it makes on the way is freed. */
export interface ClipNetwork {
  /** Embeddings [N, D] of pixels [N, size, size, 3], normalised as the model wants them. */
  readonly images: (pixels: Tensor4D) => Tensor2D;
  /** Embeddings [N, D] of texts, each as its ids. */
  readonly texts: (texts: readonly (readonly number[])[]) => Tensor2D;
}

/** The network on weights that somebody else holds. */
export function clipNetwork(config: ClipConfig, of: WeightOf): ClipNetwork {
  const { text, vision } = config;
  return {
    images(pixels) {
      expectPixels(pixels, vision.image_size);
      return tidy(() => visionTower(pixels, vision, of));
    },
    texts(texts) {
      texts.forEach((ids, i) => expectIds(ids, i, config));
      return tidy(() => textTower(texts, text, of));
    },
  };
}

/**
 * The network of a file with the names of Hugging Face's CLIPModel. Throws an error that names each tensor that is missing,
 * too many or of another shape, and a RangeError for weights that are not finite.
 */
export function heldNetwork(
  from: string,
  weights: Weights,
  config: ClipConfig,
): ClipNetwork & { readonly logitScale: number; readonly dispose: () => void } {
  const used = new Map([...weights].filter(([name]) => !isPassedOver(name)));
  expectFits(from, layout(config), used);
  const held = new Map<string, Tensor>();
  for (const [name, weight] of used) {
    held.set(name, tensor(singlePrecision(from, name, weight), [...weight.shape]));
  }
  const logitScale = Math.exp(Number(used.get("logit_scale")!.data[0])); // the file fits
  return {
    ...clipNetwork(config, (name) => held.get(name)!),
    logitScale,
    dispose: () => held.forEach((one) => one.dispose()),
  };
}

function expectPixels({ shape }: Tensor, size: number): void {
  if (shape.length === 4 && shape[0] > 0 && shape[1] === size && shape[2] === size && shape[3] === 3) return;
  throw new RangeError(`This CLIP takes images [N, ${size}, ${size}, 3], not ${shapeText(shape)}`);
}

function expectIds(ids: readonly number[], i: number, { text }: ClipConfig): void {
  if (ids.length === 0 || ids.length > text.max_position_embeddings) {
    throw new RangeError(
      `Text ${i} has ${ids.length} ids: this CLIP takes from 1 to ${text.max_position_embeddings}`,
    );
  }
  const bad = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= text.vocab_size);
  if (bad !== undefined) {
    throw new RangeError(`Text ${i} has the id ${bad}: this CLIP knows 0 to ${text.vocab_size - 1}`);
  }
}
