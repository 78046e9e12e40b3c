import { backend_util } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../core/shape.ts";
import { addressOf, type OwnKernels } from "../own-kernels.ts";
import { scatter } from "../scatter.ts";
import { isWinograd, smallFilter, winogradScatter } from "../winograd.ts";
import { wasmKernel, type WasmKernel } from "./wasm-kernel.ts";
import { zeros } from "./zeros.ts";
import { tapsOf, type GradientAttrs, type Shape4 } from "./conv2d-info.ts";

/** Gradient of a 2-D convolution by its filter. */
export const conv2dBackpropFilter = (own: OwnKernels): WasmKernel =>
  wasmKernel<"x" | "dy", GradientAttrs & { filterShape: Shape4 }>(
    "Conv2DBackpropFilter",
    ({ x, dy }, { strides, pad, dimRoundingMode, filterShape }, backend) => {
      const info = backend_util.computeConv2DInfo(
        x.shape as Shape4,
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      // Where nothing is added up, nothing is written.
      if (sizeOf(dy.shape) === 0) return zeros(backend, filterShape, "float32");
      const result = backend.makeOutput(filterShape, "float32");
      if (isWinograd(info) && info.inChannels * info.outChannels > smallFilter) {
        winogradScatter(own, {
          source: addressOf(backend, x),
          slope: addressOf(backend, dy),
          out: addressOf(backend, result),
          K: info.inChannels,
          N: info.outChannels,
          images: info.batchSize,
          height: info.inHeight,
          width: info.inWidth,
          top: info.padInfo.top,
          left: info.padInfo.left,
          lines: info.outHeight,
          points: info.outWidth,
        });
        return result;
      }
      scatter(own, {
        source: addressOf(backend, x),
        slope: addressOf(backend, dy),
        out: addressOf(backend, result),
        taps: tapsOf(info),
        K: info.inChannels,
        N: info.outChannels,
        images: info.batchSize,
        height: info.inHeight,
        width: info.inWidth,
        lines: info.outHeight,
        points: info.outWidth,
        strideLine: info.strideHeight,
        stridePoint: info.strideWidth,
      });
      return result;
    },
  );
