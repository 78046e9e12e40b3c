import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../../../core/shape.ts";
import { gather } from "../gather.ts";
import { addressOf, type OwnKernels } from "../own-kernels.ts";
import { isWinograd, winograd } from "../winograd.ts";
import { stockKernel, wasmKernel, type WasmKernel } from "./wasm-kernel.ts";
import { tapsOf, type ConvAttrs, type Shape4 } from "./conv2d-info.ts";

type Activated = ConvAttrs & { activation?: string };

const names = ["Conv2D", "FusedConv2D"] as const;
const stock = names.map(stockKernel);

/** Convolutions of [N, H, W, C] by our own kernels, with the bias added on the way; what else tfjs knows stays with it. */
export const convolutions = (own: OwnKernels): WasmKernel[] =>
  names.map((name, i) =>
    wasmKernel<"x" | "filter" | "bias", Activated>(name, (inputs, attrs, backend) =>
      isOurs(inputs, attrs)
        ? convolve(own, inputs, attrs, backend)
        : (stock[i].kernelFunc({ inputs, attrs: attrs as never, backend }) as TensorInfo),
    ),
  );

type Inputs = Record<"x" | "filter" | "bias", TensorInfo>;

const isOurs = ({ x, filter, bias }: Inputs, { dataFormat, activation = "linear" }: Activated): boolean =>
  dataFormat === "NHWC" &&
  activation === "linear" &&
  sizeOf(x.shape) > 0 &&
  // tfjs leaves the bias out where there is none, whatever the type says.
  ((bias as TensorInfo | undefined) === undefined || sizeOf(bias.shape) === filter.shape[3]);

function convolve(
  own: OwnKernels,
  { x, filter, bias }: Inputs,
  attrs: Activated,
  backend: BackendWasm,
): TensorInfo {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const shape = filter.shape as Shape4;
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4,
    shape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const result = backend.makeOutput(info.outShape, "float32");
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const filterAt = addressOf(backend, filter);
  const biasAt = (bias as TensorInfo | undefined) && addressOf(backend, bias);
  if (isWinograd(info)) {
    winograd(own, {
      source: addressOf(backend, x),
      out: addressOf(backend, result),
      bias: biasAt,
      filter: filterAt,
      turned: false,
      K: inChannels,
      N: outChannels,
      images: info.batchSize,
      height: inHeight,
      width: inWidth,
      top: info.padInfo.top,
      left: info.padInfo.left,
      lines: outHeight,
      points: outWidth,
    });
    return result;
  }
  gather(own, {
    source: addressOf(backend, x),
    out: addressOf(backend, result),
    bias: biasAt,
    taps: tapsOf(info).map(({ i, j, line, point }) => ({
      line,
      point,
      matrix: filterAt + 4 * (i * info.filterWidth + j) * inChannels * outChannels,
    })),
    down: outChannels,
    across: 1,
    K: inChannels,
    N: outChannels,
    images: info.batchSize,
    height: inHeight,
    width: inWidth,
    sourceImage: inHeight * inWidth * inChannels,
    lines: outHeight,
    points: outWidth,
    outImage: outHeight * outWidth * outChannels,
    outLine: outWidth * outChannels,
    outPoint: outChannels,
    strideLine: info.strideHeight,
    stridePoint: info.strideWidth,
  });
  return result;
}
