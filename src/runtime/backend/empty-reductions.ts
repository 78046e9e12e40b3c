import { getKernel, registerKernel, unregisterKernel, util, type DataType, type KernelBackend, type NamedAttrMap, type NumericDataType } from "@tensorflow/tfjs-core"; // prettier-ignore
import { shapeText, sizeOf } from "../core/shape.ts";

/** What each gives of no numbers, as TensorFlow has it; null where there is no answer. */
const ofNothing = {
  Sum: 0,
  Mean: NaN,
  Prod: 1,
  All: 1,
  Any: 0,
  Max: -Infinity,
  Min: Infinity,
  ArgMax: null,
  ArgMin: null,
} as const;

const mostInt32 = 2 ** 31 - 1;

/**
 * Reductions over axes without numbers, as TensorFlow answers them: tfjs's wasm leaves the result's memory as it finds it, and its
 * cpu means 0. `argMax` and `argMin` throw an Error there. Called once what else is ours is registered for this backend.
 */
export function registerEmptyReductions(backendName: string): void {
  for (const [kernelName, value] of Object.entries(ofNothing)) {
    const usual = getKernel(kernelName, backendName);
    unregisterKernel(kernelName, backendName);
    registerKernel({
      ...usual,
      kernelFunc: (args) => {
        const { x } = args.inputs;
        if (x === undefined || sizeOf(x.shape) > 0) return usual.kernelFunc(args);
        const shape = reducedShape(x.shape, args.attrs ?? {});
        if (value === null && sizeOf(shape) > 0)
          throw new Error(`${kernelName} of a tensor ${shapeText(x.shape)}: there is no number to choose.`);
        const dtype = dtypeOf(kernelName, x.dtype) as NumericDataType; // a reduction takes nothing else
        // An infinity among whole numbers is the last of them.
        const number = dtype === "int32" ? util.clamp(-mostInt32 - 1, value ?? 0, mostInt32) : (value ?? 0);
        const numbers = util.getTypedArrayFromDType(dtype, sizeOf(shape)).fill(number);
        // tfjs gives each kernel the backend in use, under a type that says nothing.
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
        const backend = args.backend as KernelBackend;
        return { dataId: backend.write(numbers, shape, dtype), shape, dtype };
      },
    });
  }
}

function reducedShape(shape: readonly number[], attrs: NamedAttrMap): number[] {
  const { axis, reductionIndices, keepDims } = attrs as { axis?: number | number[]; reductionIndices?: number | number[]; keepDims?: boolean }; // prettier-ignore
  const axes = util.parseAxisParam(axis ?? reductionIndices!, [...shape]); // each of these kernels has the one or the other
  return shape.flatMap((length, i) => (!axes.includes(i) ? [length] : keepDims ? [1] : []));
}

function dtypeOf(kernelName: string, dtype: DataType): DataType {
  if (kernelName.startsWith("Arg")) return "int32";
  if (kernelName === "Mean") return "float32";
  return dtype === "bool" && (kernelName === "Sum" || kernelName === "Prod") ? "int32" : dtype;
}
