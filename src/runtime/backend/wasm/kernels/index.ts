// Kernels for the wasm backend: those training needs and tfjs lacks, and those of its own that are slow or copy for
// nothing.
import type { OwnKernels } from "../own-kernels.ts";
import type { WasmKernel } from "./wasm-kernel.ts";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./conv2d-backprop-input.ts";
import { convolutions } from "./conv2d.ts";
import { groupNorms } from "./group-norm.ts";
import { cast, identity } from "./identity.ts";
import { matMuls } from "./mat-mul.ts";
import { reductions } from "./reductions.ts";
import { silus } from "./silu.ts";
import { slice, splitV } from "./slice.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";

export const kernels = (own: OwnKernels): readonly WasmKernel[] => [
  identity,
  cast,
  slice,
  splitV,
  unsortedSegmentSum,
  ...matMuls(own),
  ...convolutions(own),
  conv2dBackpropFilter(own),
  conv2dBackpropInput(own),
  ...reductions(own),
  ...silus(own),
  ...groupNorms(own),
];
