import type { Tensor4D } from "../../core/tf.ts";
import type { Layer } from "../../networks/layers.ts";
import {
  blockA,
  blockB,
  blockC,
  blockD,
  blockE,
  halved,
  inSequence,
  largest,
  meanInside,
  meanWithBorder,
  type Convolution,
  type MakeConvolution,
  type Pool,
} from "./blocks.ts";

/**
 * Which Inception-v3: that of FID, as pytorch-fid has it from TensorFlow's graph of 2015, or torchvision's. They differ in
 * their weights, in what the border counts for in a mean, and in the last block, where FID's takes the maximum.
 */
export type Variant = "fid" | "torchvision";

/** Stages by the number of channels that they end with, each of the one before; the last are 8x8 for images of 299x299. */
export interface Stages {
  readonly 64: Layer<Tensor4D>;
  readonly 192: Layer<Tensor4D>;
  readonly 768: Layer<Tensor4D>;
  readonly 2048: Layer<Tensor4D>;
}

export const classes: Readonly<Record<Variant, number>> = { fid: 1008, torchvision: 1000 };

export function architecture(make: MakeConvolution, variant: Variant): Stages {
  const mean: Pool = variant === "fid" ? meanInside : meanWithBorder;
  const stem = (
    name: string,
    inputs: number,
    outputs: number,
    kernel: 1 | 3,
    { stride = 1, padding = "valid" }: Partial<Pick<Convolution, "stride" | "padding">> = {},
  ) => make({ name, inputs, outputs, kernel: [kernel, kernel], stride, padding });
  return {
    64: inSequence(
      stem("Conv2d_1a_3x3", 3, 32, 3, { stride: 2 }),
      stem("Conv2d_2a_3x3", 32, 32, 3),
      stem("Conv2d_2b_3x3", 32, 64, 3, { padding: "same" }),
      halved,
    ),
    192: inSequence(stem("Conv2d_3b_1x1", 64, 80, 1), stem("Conv2d_4a_3x3", 80, 192, 3), halved),
    768: inSequence(
      blockA(make, "Mixed_5b", 192, 32, mean),
      blockA(make, "Mixed_5c", 256, 64, mean),
      blockA(make, "Mixed_5d", 288, 64, mean),
      blockB(make, "Mixed_6a", 288),
      blockC(make, "Mixed_6b", 768, 128, mean),
      blockC(make, "Mixed_6c", 768, 160, mean),
      blockC(make, "Mixed_6d", 768, 160, mean),
      blockC(make, "Mixed_6e", 768, 192, mean),
    ),
    2048: inSequence(
      blockD(make, "Mixed_7a", 768),
      blockE(make, "Mixed_7b", 1280, mean),
      blockE(make, "Mixed_7c", 2048, variant === "fid" ? largest : mean),
    ),
  };
}
