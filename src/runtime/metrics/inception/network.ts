import {
  fused,
  matMul,
  tensor1d,
  tensor2d,
  tensor4d,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import type { Weights } from "../../checkpoint/index.ts";
import { expectFits } from "../../checkpoint/weights/fit.ts";
import { singlePrecision } from "../single-precision.ts";
import { architecture, type Variant } from "./architecture.ts";
import type { MakeConvolution } from "./blocks.ts";
import { folded } from "./fold.ts";
import { isPassedOver, layout, narrowed } from "./layout.ts";

/**
 * What to take of the network: the mean of each channel behind the first or second maximum (64, 192), before the auxiliary
 * classifier (768) or at the end (2048); logits of the classes; or logits without their bias, as the inception score of its
 * authors has them.
 */
export type FeatureLayer = 64 | 192 | 768 | 2048 | "logits" | "logits without bias";

/** Inception-v3 with its weights. */
export interface Inception {
  /** Features [N, D] of images [N, H, W, 3] in [-1, 1], of 75x75 at least. What it makes on the way is the caller's to tidy. */
  readonly features: (images: Tensor4D, layer: FeatureLayer) => Tensor;
  readonly dispose: () => void;
}

/** The least height and width of images that leave something to convolve at the end. */
const leastSize = 75;

/**
 * The network of a state dict with pytorch-fid's and torchvision's names, whose normalizations become part of the
 * convolutions before them. Throws an error that names each tensor that is missing, too many or of another shape.
 * `width`: of a network that has only so large a part of the channels, as tests do.
 */
export function inception(from: string, weights: Weights, variant: Variant, width = 1): Inception {
  const used = new Map([...weights].filter(([name]) => !isPassedOver(name)));
  expectFits(`${from} ("${variant}" is asked for)`, layout(variant, width), used);
  const numbers = (name: string) => singlePrecision(from, name, weights.get(name)!);
  const held: Tensor[] = [];
  const hold = <T extends Tensor>(made: T): T => (held.push(made), made);
  const make: MakeConvolution = ({ name, stride, padding }) => {
    const { shape, filter, bias } = folded({
      shape: weights.get(`${name}.conv.weight`)!.shape,
      weight: numbers(`${name}.conv.weight`),
      gamma: numbers(`${name}.bn.weight`),
      beta: numbers(`${name}.bn.bias`),
      mean: numbers(`${name}.bn.running_mean`),
      variance: numbers(`${name}.bn.running_var`),
    });
    const options = { filter: hold(tensor4d(filter, shape)), bias: hold(tensor1d(bias)) };
    return (x) => fused.conv2d({ x, ...options, strides: stride, pad: padding, activation: "relu" });
  };
  const stages = architecture(make, variant);
  const bias = hold(tensor1d(numbers("fc.bias")));
  const classifier = hold(tensor2d(numbers("fc.weight"), [bias.size, narrowed(2048, width)]));
  const pooled = (images: Tensor4D, last: keyof typeof stages): Tensor2D => {
    expectImages(images);
    let x = images;
    for (const stage of [64, 192, 768, 2048] as const) {
      x = stages[stage](x);
      if (stage === last) break;
    }
    return x.mean([1, 2]);
  };
  return {
    features(images, layer) {
      if (typeof layer === "number") return pooled(images, layer);
      const logits = matMul(pooled(images, 2048), classifier, false, true);
      return layer === "logits" ? logits.add(bias) : logits;
    },
    dispose: () => held.forEach((one) => one.dispose()),
  };
}

function expectImages({ shape }: Tensor): void {
  const [, height, width, channels] = shape;
  if (shape.length === 4 && channels === 3 && Math.min(height, width) >= leastSize) return;
  throw new RangeError(
    `Inception-v3 takes images [N, H, W, 3] of ${leastSize}x${leastSize} at least, not ${shapeText(shape)}`,
  );
}
