import { tidy, type Tensor } from "../../core/tf.ts";
import type { ClipModel, NetworkClip } from "./encoder.ts";
import type { ClipNetwork } from "./network/network.ts";
import { preprocess, type Preprocessing } from "./preprocess.ts";
import type { ClipTokenizer } from "./tokenizer/tokenizer.ts";

export interface ModelParts {
  readonly name: string;
  readonly network: ClipNetwork;
  readonly tokenizer: ClipTokenizer;
  readonly preprocessing: Preprocessing;
  readonly logitScale: number;
  /** The values that images are taken in. */
  readonly range: readonly [number, number];
  /** Images that are best given at a time. */
  readonly batch: number;
  readonly dispose: () => void;
}

/** A model of its parts. */
export function modelOf(parts: ModelParts): NetworkClip {
  const { name, network, tokenizer, preprocessing, logitScale, range, batch, dispose } = parts;
  const [low, high] = range;
  return {
    name,
    range,
    batch,
    logitScale,
    tokenizer,
    features: (images: Tensor) =>
      tidy(() => network.images(preprocess(images.sub(low).div(high - low), preprocessing))),
    captions: (captions) => network.texts(captions.map((caption) => tokenizer.encode(caption).ids)),
    cut: cutBy(tokenizer),
    dispose,
  };
}

/** Which captions are longer than a tokenizer lets them be. */
export const cutBy =
  (tokenizer: ClipTokenizer): ClipModel["cut"] =>
  (captions) =>
    captions.flatMap((caption, index) => {
      const { unseen } = tokenizer.encode(caption);
      return unseen ? [{ index, unseen }] : [];
    });
