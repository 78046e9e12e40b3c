// How much each pixel of a line counts for each pixel of the resized line: matrices [output, input], in float64.

export type LineWeights = (input: number, output: number) => Float64Array;

/** Two neighbours, weighted by how near they are to where an output pixel lies. */
const bilinear =
  (where: (pixel: number, scale: number) => number): LineWeights =>
  (input, output) => {
    const weights = new Float64Array(output * input);
    for (let to = 0; to < output; to++) {
      const at = where(to, input / output);
      const from = Math.min(Math.floor(at), input - 1);
      const next = Math.min(from + 1, input - 1);
      weights[to * input + from] += 1 - (at - from);
      weights[to * input + next] += at - from;
    }
    return weights;
  };

/** TensorFlow 1's: the grids of both begin at the same corner, so the image moves by half a pixel. */
export const tensorflowBilinear = bilinear((pixel, scale) => pixel * scale);

/** PyTorch's, with align_corners False: centres of pixels lie on each other. */
export const pytorchBilinear = bilinear((pixel, scale) => Math.max(0, (pixel + 0.5) * scale - 0.5));

/** Keys's cubic with a = -0.5, which is 0 from 2 on. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/** PIL's bicubic: where an image becomes smaller the cubic is as much wider, so that no pixel goes uncounted. */
export const pilBicubic: LineWeights = (input, output) => {
  const scale = input / output;
  const wider = Math.max(scale, 1);
  const support = 2 * wider;
  const weights = new Float64Array(output * input);
  for (let to = 0; to < output; to++) {
    const centre = (to + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(input, Math.trunc(centre + support + 0.5));
    const line = weights.subarray(to * input + from, to * input + end);
    line.forEach((_, i) => (line[i] = cubic((from + i - centre + 0.5) / wider)));
    const sum = line.reduce((all, weight) => all + weight, 0);
    line.forEach((weight, i) => (line[i] = weight / sum));
  }
  return weights;
};
