import type { Tensor } from "../../core/tf.ts";

/** What makes feature vectors of images. */
export interface Extractor {
  /** Statistics and distances go by it: features of two names are not compared. */
  readonly name: string;
  /** The values that `features` takes images in: [0, 1], [-1, 1], [0, 255]. */
  readonly range: readonly [number, number];
  /**
   * Feature vectors [N, D] of images [N, ...] in that range, at once or as a promise. What it makes on the way is freed; of an
   * async function only what it makes before it first waits.
   */
  readonly features: (images: Tensor) => Tensor | Promise<Tensor>;
  /** Class probabilities [N, C] of such images, for the inception score; left out where it is no classifier. */
  readonly probabilities?: (images: Tensor) => Tensor;
  /** How many images it is best given at a time. */
  readonly batch?: number;
}
