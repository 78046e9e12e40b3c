import { registerKernel, unregisterKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { kernelOf, on, run, type Frees } from "./kernels.ts";

const name = "Conv2DBackpropInput";

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
