import { concat, tidy, type Tensor, type Tensor4D } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { readWeights, type Weights } from "../../checkpoint/index.ts";
import { checksum } from "../checksum.ts";
import type { Extractor } from "../extraction/extractor.ts";
import { resize } from "../resize/resize.ts";
import type { Variant } from "./architecture.ts";
import { isPassedOver } from "./layout.ts";
import { inception, type FeatureLayer } from "./network.ts";

export interface InceptionExtractorOptions {
  /** Which Inception-v3 the weights are of; FID's unless given. */
  variant?: Variant;
  /**
   * How images become 299x299: clean-fid's resize unless given. "none" leaves their size, which is 75x75 at least.
   */
  resize?: keyof typeof resize | "none";
  /** What to take of the network: the 2,048 of FID unless given. */
  features?: FeatureLayer;
  /**
   * How [0, 1] becomes what the network takes: "symmetric", 2x - 1, as pytorch-fid; "tensorflow", (255x - 128) / 128, as
   * TensorFlow's graph, clean-fid and torch-fidelity. "symmetric" unless given.
   */
  scale?: "symmetric" | "tensorflow";
  /** Images that are in the network at a time: each takes 10 to 20 MB there. 8 unless given. */
  batch?: number;
}

const scales = {
  symmetric: (images: Tensor): Tensor => images.mul(2).sub(1),
  tensorflow: (images: Tensor): Tensor => images.mul(255).sub(128).div(128),
};

/** An extractor that holds weights, until it is disposed of. */
export interface InceptionExtractor extends Extractor {
  readonly features: (images: Tensor) => Tensor;
  readonly dispose: () => void;
}

const size = 299;

/**
 * Inception-v3 as an extractor for `extract`, with the weights of a file that pytorch-fid, torchvision or safetensors has:
 * `pt_inception-2015-12-05-6726825d.pth` is the one that FIDs are measured with. It takes images [N, H, W, 3] in [0, 1], or
 * of one channel, which becomes all three. Its name says the variant, the layer, the resize, the scale and eight digits of
 * the weights' checksum: numbers of two names are not compared.
 *
 * Throws a RangeError for a file that is no weights, and an error that names what does
 * not fit the variant.
 *
 *     const inception = await inceptionExtractor("pt_inception-2015-12-05-6726825d.pth");
 *     const fid = await frechetDistance(await extract(samples, inception), await extract(photos, inception));
 */
export async function inceptionExtractor(
  from: string | URL,
  options: InceptionExtractorOptions = {},
): Promise<InceptionExtractor> {
  return extractorOf(String(from), await readWeights(from), options);
}

/** `width`: of a network that has only so large a part of the channels, as tests do. */
export function extractorOf(
  from: string,
  weights: Weights,
  options: InceptionExtractorOptions,
  width = 1,
): InceptionExtractor {
  expectOptions("inceptionExtractor", options, ["variant", "resize", "features", "scale", "batch"]);
  const { variant = "fid", resize: how = "clean", features = 2048, scale = "symmetric", batch = 8 } = options;
  expectOneOf("variant", variant, ["fid", "torchvision"]);
  expectOneOf("resize", how, [...Object.keys(resize), "none"]);
  expectOneOf("features", features, [64, 192, 768, 2048, "logits", "logits without bias"]);
  expectOneOf("scale", scale, Object.keys(scales));
  expectInteger("batch of inceptionExtractor", batch, 1);
  const network = inception(from, weights, variant, width);
  const some = (images: Tensor4D): Tensor =>
    tidy(() => {
      const sized = how === "none" ? images : resize[how](images, size);
      const scaled = scales[scale](sized.shape[3] === 1 ? sized.tile([1, 1, 1, 3]) : sized);
      return network.features(scaled as Tensor4D, features);
    });
  return {
    name: `inception-v3 ${variant} ${features}, ${how} resize, ${scale}, ${checksum(weights, isPassedOver)}`,
    range: [0, 1],
    batch,
    features(images) {
      expectImages(images);
      const [count, ...one] = images.shape;
      return tidy(() => {
        const parts: Tensor[] = [];
        for (let at = 0; at < count; at += batch) {
          const part = images.slice([at, 0, 0, 0], [Math.min(batch, count - at), ...one]);
          parts.push(some(part as Tensor4D));
        }
        return concat(parts, 0);
      });
    },
    dispose: network.dispose,
  };
}

function expectOneOf(name: string, value: unknown, known: readonly unknown[]): void {
  if (!known.includes(value)) {
    throw new RangeError(`${name} of inceptionExtractor is one of ${known.join(", ")}, not ${String(value)}`);
  }
}

function expectImages({ shape }: Tensor): void {
  if (shape.length === 4 && (shape[3] === 3 || shape[3] === 1) && !shape.includes(0)) return;
  throw new RangeError(`Inception-v3 takes images [N, H, W, 3] or [N, H, W, 1], not ${shapeText(shape)}`);
}
