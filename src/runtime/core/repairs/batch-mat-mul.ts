import { matMul, sum, type GradConfig, type NamedAttrMap, type Tensor } from "@tensorflow/tfjs-core";

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * y = a b, with A = a or its transpose: dA = dy Bᵀ, dB = Aᵀ dy. What was broadcast over a batch takes the sum over it,
 * which tfjs leaves out.
 */
export const batchMatMul: GradConfig = {
  kernelName: "BatchMatMul",
  inputsToSave: ["a", "b"],
  gradFunc(slope: Tensor | Tensor[], [a, b]: Tensor[], attrs: NamedAttrMap) {
    const { transposeA, transposeB } = attrs as unknown as Attrs; // what tfjs documents for this kernel
    const dy = slope as Tensor; // it has one output
    return {
      a: () => likeInput(a, transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB)),
      b: () => likeInput(b, transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false)),
    };
  },
};

/** Sums the axes along which `x` was repeated. */
function likeInput(x: Tensor, slope: Tensor): Tensor {
  const extra = slope.rank - x.rank;
  const repeated = slope.shape.flatMap((length, axis) =>
    axis < extra || x.shape[axis - extra] !== length ? [axis] : [],
  );
  return repeated.length ? sum(slope, repeated).reshape(x.shape) : slope;
}
