import { backend_util } from "@tensorflow/tfjs-core";
import { gather } from "../gather.ts";
import { addressOf, type OwnKernels } from "../own-kernels.ts";
import { isWinograd, winograd } from "../winograd.ts";
import { wasmKernel, type WasmKernel } from "./wasm-kernel.ts";
import { tapsOf, type GradientAttrs, type Shape4 } from "./conv2d-info.ts";

/**
 * Gradient of a 2-D convolution by its input. Inputs whose places have the same remainder by the stride are met by the
 * same taps, so that each such set is a convolution of the output's gradient, with stride 1 and those taps alone.
 */
export const conv2dBackpropInput = (own: OwnKernels): WasmKernel =>
  wasmKernel<"dy" | "filter", GradientAttrs & { inputShape: Shape4 }>(
    "Conv2DBackpropInput",
    ({ dy, filter }, { strides, pad, dimRoundingMode, inputShape }, backend) => {
      const shape = filter.shape as Shape4;
      const info = backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
      const result = backend.makeOutput(inputShape, "float32");
      const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
      const [source, out, filterAt] = [dy, result, filter].map((x) => addressOf(backend, x));
      if (isWinograd(info)) {
        winograd(own, {
          source,
          out,
          filter: filterAt,
          turned: true,
          K: outChannels,
          N: inChannels,
          images: info.batchSize,
          height: outHeight,
          width: outWidth,
          // The input at y was met by tap i of the output at y - i + top.
          top: 2 - info.padInfo.top,
          left: 2 - info.padInfo.left,
          lines: inHeight,
          points: inWidth,
        });
        return result;
      }
      const { strideHeight, strideWidth } = info;
      const taps = tapsOf(info).map(({ i, j, line, point }) => ({
        line,
        point,
        matrix: filterAt + 4 * (i * info.filterWidth + j) * inChannels * outChannels,
      }));
      for (let y = 0; y < strideHeight; y++) {
        for (let x = 0; x < strideWidth; x++) {
          gather(own, {
            source,
            out: out + 4 * (y * inWidth + x) * inChannels,
            // The output at o took the input at o * stride + line: seen from the input, o = (y - line) / stride.
            taps: taps
              .filter(({ line, point }) => (y - line) % strideHeight === 0 && (x - point) % strideWidth === 0)
              .map(({ line, point, matrix }) => ({
                line: (y - line) / strideHeight,
                point: (x - point) / strideWidth,
                matrix,
              })),
            down: 1,
            across: outChannels,
            K: outChannels,
            N: inChannels,
            images: info.batchSize,
            height: outHeight,
            width: outWidth,
            sourceImage: outHeight * outWidth * outChannels,
            lines: Math.max(Math.ceil((inHeight - y) / strideHeight), 0),
            points: Math.max(Math.ceil((inWidth - x) / strideWidth), 0),
            outImage: inHeight * inWidth * inChannels,
            outLine: strideHeight * inWidth * inChannels,
            outPoint: strideWidth * inChannels,
            strideLine: 1,
            stridePoint: 1,
          });
        }
      }
      return result;
    },
  );
