import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { compose, wasmKernel } from "./compose.ts";
import { reach, type GradientAttrs, type Shape4 } from "./conv2d-info.ts";

/**
 * Gradient of a 2-D convolution for its filter. With batch and channels swapped it is a convolution again: the input
 * [Cin, H, W, N] with the output's gradient [oH, oW, N, Cout] as filter, dilated by the stride, gives [Cin, kH, kW, Cout].
 */
export const conv2dBackpropFilter = wasmKernel<"x" | "dy", GradientAttrs & { filterShape: Shape4 }>(
  "Conv2DBackpropFilter",
  filterGradient,
);

function filterGradient(
  { x, dy }: { x: TensorInfo; dy: TensorInfo },
  { strides, pad, dimRoundingMode, filterShape }: GradientAttrs & { filterShape: Shape4 },
  backend: BackendWasm,
): TensorInfo {
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { rows, columns } = reach(info);
  const { top, left } = info.padInfo;
  return compose(backend, (calls) => {
    const padded = calls.pad(x, [
      [0, 0],
      [top, rows - top - info.inHeight],
      [left, columns - left - info.inWidth],
      [0, 0],
    ]);
    const image = calls.transpose(padded, [3, 1, 2, 0]);
    const filter = calls.transpose(dy, [1, 2, 0, 3]);
    const gradient = calls.conv(image, filter, [info.strideHeight, info.strideWidth]);
    return calls.transpose(gradient, [1, 2, 0, 3]);
  });
}
