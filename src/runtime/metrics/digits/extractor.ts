import path from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "../../checkpoint/index.ts";
import { assetFolder } from "../../core/assets.ts";
import { shapeText } from "../../core/shape.ts";
import { softmax, tidy, type Tensor } from "../../core/tf.ts";
import type { Extractor } from "../extraction/extractor.ts";
import { digitsNetwork, featureSize } from "./network.ts";

/** An extractor of digits that holds weights, until it is disposed of. */
export interface DigitsExtractor extends Extractor {
  readonly features: (images: Tensor) => Tensor;
  /** Probabilities [N, 10] of the digits. */
  readonly probabilities: (images: Tensor) => Tensor;
  readonly dispose: () => void;
}

/**
 * A small classifier of `digits()` as an extractor: 32 features of images [N, 8, 8, 1] in [-1, 1], and the probabilities of the
 * ten digits. Its weights are shipped, so nothing is downloaded. It was trained on the 1,500 training digits alone
 * (scripts/train-digits-extractor.mjs). It knows nothing else: of other pictures its features say little, and its numbers are
 * not those of Inception-v3, whose FIDs are published. Throws a RangeError for images of another shape.
 *
 *     const eye = await digitsExtractor();
 *     await frechetDistance(await extract(samples, eye), await extract(digits().test.images, eye));
 */
export async function digitsExtractor(): Promise<DigitsExtractor> {
  const file = path.join(assetFolder("weights"), "digits-extractor.safetensors");
  const network = await load(digitsNetwork(), pathToFileURL(file));
  return {
    name: `digits classifier ${featureSize}`,
    range: [-1, 1],
    batch: 256,
    features: (images) => network.features(expectDigits(images)),
    probabilities: (images) => tidy(() => softmax(network(expectDigits(images)))),
    dispose: () => network.dispose(),
  };
}

function expectDigits(images: Tensor): Tensor {
  const [count, ...one] = images.shape;
  if (count > 0 && shapeText(one) === shapeText([8, 8, 1])) return images;
  throw new RangeError(`The digits' extractor takes images [N, 8, 8, 1], not ${shapeText(images.shape)}`);
}
