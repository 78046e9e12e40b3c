import type { Tensor } from "../../core/tf.ts";
import type { Extractor } from "../extraction/extractor.ts";
import type { ClipTokenizer } from "./tokenizer/tokenizer.ts";

/** A caption that an encoder could not take in whole. */
export interface CutCaption {
  /** Which of them. */
  readonly index: number;
  /** What the encoder does not see of it. */
  readonly unseen: string;
}

/**
 * An image and a text encoder that were trained so that the embeddings of a picture and of its caption point the same way.
 * It is an extractor too: its `features` are the embeddings of images.
 */
export interface ClipModel extends Extractor {
  /** Embeddings [N, D] of captions, at once or as a promise. What it makes on the way is freed. */
  readonly captions: (captions: readonly string[]) => Tensor | Promise<Tensor>;
  /** Which captions are longer than the encoder sees. */
  readonly cut: (captions: readonly string[]) => CutCaption[];
  /** What cosines are multiplied by for the logits of a choice among captions; null where the files do not say. */
  readonly logitScale: number | null;
  readonly dispose: () => void;
}

/** A model whose network is ours, on the backend: its embeddings are there at once. */
export interface NetworkClip extends ClipModel {
  readonly features: (images: Tensor) => Tensor;
  readonly captions: (captions: readonly string[]) => Tensor;
  readonly logitScale: number;
  readonly tokenizer: ClipTokenizer;
}
