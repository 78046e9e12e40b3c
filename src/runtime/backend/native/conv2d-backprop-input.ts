import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

const name = "Conv2DBackpropInput";
const on = "tensorflow";

/** What a kernel is given as the backend. */
interface Frees {
  disposeData(dataId: object): unknown;
}

/**
 * TensorFlow 2.21 with oneDNN leaves taps out of the gradient of a convolution by its input where both have one
 * channel, by chance more or fewer. There a second channel of zeros is appended to the output, which it gets right.
 */
export function repairInputGradient(): void {
  const stock = kernelOf(name);
  const pad = kernelOf("PadV2");
  unregisterKernel(name, on);
  registerKernel({
    ...stock,
    kernelFunc: ({ inputs, attrs, backend }) => {
      // What tfjs documents for a kernel of this name.
      const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
      if (filter.shape[2] !== 1 || filter.shape[3] !== 1) return stock.kernelFunc({ inputs, attrs, backend });
      const wider = (x: TensorInfo) => run(pad, { x }, { paddings: lastAxis, constantValue: 0 }, backend);
      const [wideDy, wideFilter] = [wider(dy), wider(filter)];
      const gradient = stock.kernelFunc({ inputs: { dy: wideDy, filter: wideFilter }, attrs, backend });
      for (const { dataId } of [wideDy, wideFilter]) (backend as Frees).disposeData(dataId);
      return gradient;
    },
  });
}

/** A zero after the channels of a tensor of rank 4. */
const lastAxis = [[0, 0], [0, 0], [0, 0], [0, 1]]; // prettier-ignore

function kernelOf(kernel: string): KernelConfig {
  // tfjs types the lookup as if it could not fail.
  const found = getKernel(kernel, on) as KernelConfig | undefined;
  if (!found) throw new Error(`tfjs-node has no kernel ${kernel}`);
  return found;
}

/** Runs a kernel that has one output. */
const run = (
  { kernelFunc }: KernelConfig,
  inputs: Record<string, TensorInfo>,
  attrs: unknown,
  backend: object,
): TensorInfo => kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
