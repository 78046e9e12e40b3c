import type { Tensor, Tensor2D, Tensor4D } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import { conv, dense } from "../../networks/layers.ts";
import { silu } from "../../networks/silu.ts";
import { upsample } from "../../networks/upsample.ts";
import type { WeightMaker } from "../../networks/weights.ts";

/** Throws a RangeError unless images [height, width, channels] can be halved twice. */
function expectImages(shape: readonly number[]): void {
  if (shape.length === 3 && shape[0] % 4 === 0 && shape[1] % 4 === 0) return;
  throw new RangeError(
    `network "conv" is for images [height, width, channels] whose sides are multiples of 4, not ${shapeText(shape)}`,
  );
}

/** Images [B, H, W, C] to [B, outputs]: two convolutions that halve the sides, then a dense layer. */
export function convEncoder(
  make: WeightMaker,
  shape: readonly number[],
  { outputs, width }: { outputs: number; width: number },
): (x: Tensor) => Tensor {
  expectImages(shape);
  const [height, side, channels] = shape;
  const first = conv(make, "encoder.0", channels, width, { stride: 2 });
  const second = conv(make, "encoder.1", width, width, { stride: 2 });
  const size = (height / 4) * (side / 4) * width;
  const out = dense(make, "encoder.out", size, outputs);
  return (x) => out(silu(second(silu(first(x as Tensor4D)))).reshape([x.shape[0], size]));
}

/** [B, latent] to images [B, H, W, C outputs]: a dense layer, then two convolutions that follow a doubling of the sides. */
export function convDecoder(
  make: WeightMaker,
  shape: readonly number[],
  { latent, outputs, width }: { latent: number; outputs: number; width: number },
): (z: Tensor) => Tensor {
  expectImages(shape);
  const [height, side, channels] = shape;
  const start = dense(make, "decoder.0", latent, (height / 4) * (side / 4) * width);
  const first = conv(make, "decoder.1", width, width);
  const out = conv(make, "decoder.out", width, channels * outputs);
  return (z) => {
    const small = silu(start(z as Tensor2D)).reshape<Tensor4D>([z.shape[0], height / 4, side / 4, width]);
    return out(upsample(silu(first(upsample(small)))));
  };
}
