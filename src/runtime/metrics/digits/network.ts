import { tidy, type Tensor, type Tensor2D, type Tensor4D } from "../../core/tf.ts";
import { network, type Network } from "../../networks/feed-forward.ts";
import { conv, dense, groupNorm } from "../../networks/layers.ts";
import { silu } from "../../networks/silu.ts";
import { weightMaker } from "../../networks/weights.ts";

/** Numbers in a feature vector: few, so that 297 test images are several times as many. */
export const featureSize = 32;

/** A classifier of digits [B, 8, 8, 1] in [-1, 1]: a function to logits [B, 10], which also tells its features. */
export interface DigitsNetwork extends Network {
  /** What the last layer sees, [B, 32]. */
  readonly features: (images: Tensor) => Tensor2D;
}

/** Three convolutions, the last two of which halve the image, then 32 features and 10 logits: 32,362 weights. */
export function digitsNetwork(seed = 0): DigitsNetwork {
  const make = weightMaker(seed);
  const convolutions = [
    { at: conv(make, "conv.0", 1, 16), norm: groupNorm(make, "norm.0", 16, { activate: true }) },
    {
      at: conv(make, "conv.1", 16, 32, { stride: 2 }),
      norm: groupNorm(make, "norm.1", 32, { activate: true }),
    },
    {
      at: conv(make, "conv.2", 32, 64, { stride: 2 }),
      norm: groupNorm(make, "norm.2", 64, { activate: true }),
    },
  ];
  const toFeatures = dense(make, "features", 2 * 2 * 64, featureSize);
  const toLogits = dense(make, "logits", featureSize, 10);
  const features = (images: Tensor): Tensor2D =>
    tidy(() => {
      const seen = convolutions.reduce((x, { at, norm }) => norm(at(x)), images as Tensor4D);
      return silu(toFeatures(seen.reshape([images.shape[0], 2 * 2 * 64])));
    });
  const logits = (images: Tensor): Tensor => toLogits(features(images));
  return Object.assign(network("digits classifier", make.all, logits), { features });
}
