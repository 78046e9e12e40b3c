import { getKernel, registerKernel, unregisterKernel, type KernelConfig } from "@tensorflow/tfjs-core";

/** Kernels whose `pad` may be a number: so many zeros on each side of the height and width. */
const padded = [
  "Conv2D",
  "FusedConv2D",
  "Conv2DBackpropFilter",
  "Conv2DBackpropInput",
  "DepthwiseConv2dNative",
  "FusedDepthwiseConv2D",
  "DepthwiseConv2dNativeBackpropFilter",
  "DepthwiseConv2dNativeBackpropInput",
];

interface Attrs {
  pad?: unknown;
  dataFormat?: string;
}

/**
 * Says a padding by a number side by side. From a number alone tfjs takes the filter for a square one: the output has too
 * few columns or too many, and on wasm a depthwise convolution writes over the heap; native refuses it.
 */
export function sayPaddingBySides(backendName: string): void {
  for (const name of padded) {
    const stock = getKernel(name, backendName) as KernelConfig | undefined; // tfjs types it as if it could not fail
    if (!stock) continue;
    unregisterKernel(name, backendName);
    registerKernel({
      ...stock,
      kernelFunc({ inputs, attrs, backend }) {
        const { pad, dataFormat } = (attrs ?? {}) as Attrs; // what tfjs documents for these kernels
        const sides = typeof pad === "number" ? { ...attrs, pad: bySides(pad, dataFormat) } : attrs;
        return stock.kernelFunc({ inputs, attrs: sides, backend });
      },
    });
  }
}

function bySides(pad: number, dataFormat = "NHWC"): "valid" | [number, number][] {
  if (pad === 0) return "valid";
  const [none, both]: [number, number][] = [[0, 0], [pad, pad]]; // prettier-ignore
  return dataFormat === "NHWC" ? [none, both, both, none] : [none, none, both, both];
}
