import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { compose, type Calls, wasmKernel } from "./compose.ts";
import type { GradientAttrs, Shape4 } from "./conv2d-info.ts";

/**
 * Gradient of a 2-D convolution for its input: the output's gradient, with zeros between its pixels where the stride
 * is more than 1, convolved with the filter turned by 180 degrees, its channels swapped.
 */
export const conv2dBackpropInput = wasmKernel<"dy" | "filter", GradientAttrs & { inputShape: Shape4 }>(
  "Conv2DBackpropInput",
  inputGradient,
);

function inputGradient(
  { dy, filter }: { dy: TensorInfo; filter: TensorInfo },
  { strides, pad, dimRoundingMode, inputShape }: GradientAttrs & { inputShape: Shape4 },
  backend: BackendWasm,
): TensorInfo {
  const shape = filter.shape as Shape4;
  const info = backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
  const [filterHeight, filterWidth] = shape;
  const top = filterHeight - 1 - info.padInfo.top;
  const left = filterWidth - 1 - info.padInfo.left;
  return compose(backend, (calls) => {
    const spread = dilate(calls, dy, info.strideHeight, info.strideWidth);
    const padded = calls.pad(spread, [
      [0, 0],
      [top, info.inHeight + filterHeight - 1 - spread.shape[1] - top],
      [left, info.inWidth + filterWidth - 1 - spread.shape[2] - left],
      [0, 0],
    ]);
    const turned = calls.kernel("Reverse", { x: filter }, { dims: [0, 1] });
    return calls.conv(padded, calls.transpose(turned, [0, 1, 3, 2]));
  });
}

/** [n, H, W, c] with zeros between: [n, (H - 1) * strideHeight + 1, (W - 1) * strideWidth + 1, c]. */
function dilate(calls: Calls, x: TensorInfo, strideHeight: number, strideWidth: number): TensorInfo {
  if (strideHeight === 1 && strideWidth === 1) return x;
  const [n, height, width, channels] = x.shape;
  // One row, then one pixel, becomes an item of the batch, so that padding after it lands between neighbours.
  const rows = calls.view(x, [n * height, 1, width, channels]);
  const spreadRows = calls.pad(rows, [[0, 0], [0, strideHeight - 1], [0, 0], [0, 0]]); // prettier-ignore
  const pixels = calls.view(spreadRows, [n * height * strideHeight * width, 1, 1, channels]);
  const spreadPixels = calls.pad(pixels, [[0, 0], [0, 0], [0, strideWidth - 1], [0, 0]]); // prettier-ignore
  const spread = calls.view(spreadPixels, [n, height * strideHeight, width * strideWidth, channels]);
  return calls.pad(spread, [[0, 0], [0, 1 - strideHeight], [0, 1 - strideWidth], [0, 0]]); // prettier-ignore
}
