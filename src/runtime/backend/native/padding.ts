import { registerKernel, unregisterKernel, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";
import { kernelOf, on, run, type Frees } from "./kernels.ts";

/** Zeros before and after each axis. */
type Sides = readonly (readonly [number, number])[];

const ofInput = [
  "Conv2D",
  "FusedConv2D",
  "Conv2DBackpropFilter",
  "DepthwiseConv2dNative",
  "FusedDepthwiseConv2D",
  "DepthwiseConv2dNativeBackpropFilter",
];
const ofGradient = ["Conv2DBackpropInput", "DepthwiseConv2dNativeBackpropInput"];

/**
 * tfjs-node refuses a padding that is said by its sides. Here the zeros are put around the input before, and the gradient
 * by them is cut away.
 */
export function padByOurselves(): void {
  const pad = kernelOf("PadV2");
  const slice = kernelOf("Slice");
  for (const name of ofInput)
    replace(name, (stock, { x, ...inputs }, sides, attrs, backend) => {
      const around = run(pad, { x }, { paddings: sides, constantValue: 0 }, backend);
      const result = run(stock, { x: around, ...inputs }, { ...attrs, pad: "valid" }, backend);
      (backend as Frees).disposeData(around.dataId);
      return result;
    });
  for (const name of ofGradient)
    replace(name, (stock, inputs, sides, attrs, backend) => {
      const size = attrs.inputShape as number[];
      const inputShape = size.map((length, axis) => sides[axis][0] + length + sides[axis][1]);
      const whole = run(stock, inputs, { ...attrs, pad: "valid", inputShape }, backend);
      const result = run(slice, { x: whole }, { begin: sides.map(([before]) => before), size }, backend);
      (backend as Frees).disposeData(whole.dataId);
      return result;
    });
}

type Padded = (
  stock: KernelConfig,
  inputs: Record<string, TensorInfo>,
  sides: Sides,
  attrs: Record<string, unknown>,
  backend: object,
) => TensorInfo;

function replace(name: string, padded: Padded): void {
  const stock = kernelOf(name);
  unregisterKernel(name, on);
  registerKernel({
    ...stock,
    kernelFunc({ inputs, attrs, backend }) {
      const pad = attrs?.pad;
      if (!Array.isArray(pad)) return stock.kernelFunc({ inputs, attrs, backend });
      // What tfjs documents: a list of sides, and tensors as inputs.
      const given = inputs as Record<string, TensorInfo>;
      return padded(stock, given, pad as unknown as Sides, attrs as Record<string, unknown>, backend);
    },
  });
}
