// Kernels for the wasm backend: those training needs and tfjs lacks, and those of its own that are slow. Each is
// composed of kernels that the backend has.
import { batchMatMul } from "./batch-mat-mul.ts";
import type { WasmKernel } from "./compose.ts";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./conv2d-backprop-input.ts";
import { cast, identity } from "./identity.ts";
import { slice, splitV } from "./slice.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";

export const kernels: readonly WasmKernel[] = [
  identity,
  cast,
  batchMatMul,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  slice,
  splitV,
  unsortedSegmentSum,
];
