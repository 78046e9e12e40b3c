import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, floatWord, type OwnKernels } from "../own-kernels.ts";
import { wasmKernel, type WasmKernel } from "./wasm-kernel.ts";

interface Attrs {
  groups: number;
  epsilon: number;
  /** SiLU follows. */
  silu: boolean;
}

/** What a number costs in multiplications. */
const cost = 16;

const asMany = (infos: TensorInfo[]): TensorInfo => infos as never; // a kernel whose outputs are several

/**
 * Group normalization of [B, H, W, C], C a multiple of 4: the result, and for its slope the mean and the inverse deviation
 * [B, C]. The slope by the input, the weight and the bias.
 */
export const groupNorms = (own: OwnKernels): WasmKernel[] => [
  wasmKernel<"x" | "weight" | "bias", Attrs>("GroupNorm", ({ x, weight, bias }, attrs, backend) => {
    const [batch, height, width, channels] = x.shape;
    const shapes = [x.shape, [batch, channels], [batch, channels]];
    const results = shapes.map((shape) => backend.makeOutput(shape, "float32"));
    const [from, scale, shift, to, mean, inverse] = [x, weight, bias, ...results].map((info) =>
      addressOf(backend, info),
    );
    own.withScratch([4 * channels * own.threads], (scratch) =>
      own.run("groupNorm", batch, cost * batch * height * width * channels, [
        ...[from, scale, shift, to, mean, inverse, 0, 0, scratch],
        ...[height * width, channels, attrs.groups, Number(attrs.silu), floatWord(attrs.epsilon)],
      ]),
    );
    return asMany(results);
  }),
  wasmKernel<"x" | "weight" | "bias" | "mean" | "inverse" | "dy", Attrs>(
    "GroupNormSlope",
    ({ x, weight, bias, mean, inverse, dy }, attrs, backend) => {
      const [batch, height, width, channels] = x.shape;
      const results = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, "float32"));
      const inputs = [x, weight, bias, mean, inverse, dy];
      const [from, scale, shift, means, inverses, slope] = inputs.map((info) => addressOf(backend, info));
      const [to, byWeight, byBias] = results.map((info) => addressOf(backend, info));
      const sizes = [2 * channels * batch, 2 * channels, 4 * channels * own.threads];
      own.withScratch(sizes, (parts, sums, scratch) => {
        own.run("groupNormSlope", batch, 2 * cost * batch * height * width * channels, [
          ...[from, scale, shift, to, means, inverses, slope, parts, scratch],
          ...[height * width, channels, attrs.groups, Number(attrs.silu), floatWord(attrs.epsilon)],
        ]);
        own.addParts(parts, sums, batch, 2 * channels);
        own.copy(sums, byWeight, channels);
        own.copy(sums + 4 * channels, byBias, channels);
      });
      return asMany(results);
    },
  ),
];
