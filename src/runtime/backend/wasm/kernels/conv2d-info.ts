import type { backend_util } from "@tensorflow/tfjs-core";

export type Shape4 = [number, number, number, number];

/** What tfjs passes to a convolution's gradients. */
export interface GradientAttrs {
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  dimRoundingMode?: "floor" | "round" | "ceil";
  dataFormat: "NHWC" | "NCHW";
}

/** And to the convolution itself. */
export interface ConvAttrs extends GradientAttrs {
  dilations: number | [number, number];
}

/** The filter's places (i, j), and how far each is from an output's place times the stride. */
export const tapsOf = ({
  filterHeight,
  filterWidth,
  dilationHeight,
  dilationWidth,
  padInfo,
}: backend_util.Conv2DInfo): { i: number; j: number; line: number; point: number }[] =>
  Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const [i, j] = [Math.floor(tap / filterWidth), tap % filterWidth];
    return { i, j, line: i * dilationHeight - padInfo.top, point: j * dilationWidth - padInfo.left };
  });
