import {
  cumsum as cumulativeSum,
  getKernel,
  registerKernel,
  unregisterKernel,
  util,
  type GradConfig,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

/** What tfjs documents for both kernels. */
interface Attrs {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

const axisOf = (attrs: NamedAttrMap, { shape }: TensorInfo): number =>
  util.parseAxisParam((attrs as unknown as Attrs).axis, shape)[0];

/** Kernels of tfjs take an axis that is counted from the end for one that is not there: wasm's writes over its heap. */
export function countFromTheStart(kernelName: string, backendName: string): void {
  // tfjs types the lookup as if it could not fail.
  const stock = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (!stock) return; // a backend without it says so itself
  unregisterKernel(kernelName, backendName);
  registerKernel({
    ...stock,
    kernelFunc: ({ inputs, attrs, backend }) =>
      stock.kernelFunc({ inputs, attrs: { ...attrs, axis: axisOf(attrs!, inputs.x!) }, backend }),
  });
}

/** Every number is in all sums behind it, so its slope is the sum of theirs, from the other end. */
export const cumsum: GradConfig = {
  kernelName: "Cumsum",
  inputsToSave: ["x"],
  gradFunc(dy, [x], attrs) {
    const { exclusive, reverse } = attrs as unknown as Attrs;
    return { x: () => cumulativeSum(dy as typeof x, axisOf(attrs, x), exclusive, !reverse) };
  },
};
