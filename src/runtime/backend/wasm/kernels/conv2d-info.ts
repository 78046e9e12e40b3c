import type { backend_util } from "@tensorflow/tfjs-core";

export type Shape4 = [number, number, number, number];

/** What tfjs passes to both gradients of a convolution. */
export interface GradientAttrs {
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Rows and columns of the padded input that the filter touches at all. */
export function reach(info: backend_util.Conv2DInfo): { rows: number; columns: number } {
  return {
    rows: (info.outHeight - 1) * info.strideHeight + info.filterHeight,
    columns: (info.outWidth - 1) * info.strideWidth + info.filterWidth,
  };
}
