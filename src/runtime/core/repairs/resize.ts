import {
  matMul,
  tensor2d,
  type GradConfig,
  type NamedAttrMap,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** What tfjs documents for both kernels. */
interface Attrs {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

/** Which inputs an output along one axis is made of: their places and their parts. */
type Parts = (place: number, length: number) => [index: number, part: number][];

const linear: Parts = (place, length) => {
  const [low, high] = [Math.max(0, Math.floor(place)), Math.min(length - 1, Math.ceil(place))];
  const part = place - Math.floor(place);
  return [
    [low, 1 - part],
    [high, part],
  ];
};

const nearest =
  (round: (place: number) => number): Parts =>
  (place, length) => [[Math.max(0, Math.min(length - 1, round(place))), 1]];

/** [outputs, inputs]: resizing along one axis is a product with it. */
function matrix(
  inputs: number,
  outputs: number,
  { alignCorners, halfPixelCenters }: Attrs,
  parts: Parts,
): Tensor2D {
  const aligned = alignCorners && outputs > 1;
  const scale = aligned ? (inputs - 1) / (outputs - 1) : inputs / outputs;
  const values = new Float32Array(outputs * inputs);
  for (let i = 0; i < outputs; i++) {
    const place = halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale;
    for (const [index, part] of parts(place, inputs)) values[i * inputs + index] += part;
  }
  return tensor2d(values, [outputs, inputs]);
}

/** Multiplies along the first axis of any number of axes. */
function along(rows: Tensor2D, x: Tensor4D): Tensor4D {
  const [length, ...rest] = x.shape;
  const product = matMul(rows, x.reshape<Tensor2D>([length, -1]), true);
  return product.reshape([rows.shape[1], ...rest]);
}

/** y = R x Cᵀ with the matrices of both axes, so dx = Rᵀ dy C. tfjs's cpu kernels mix up axes and images. */
function gradient(dy: Tensor4D, images: Tensor4D, attrs: Attrs, parts: Parts): Tensor4D {
  const [, height, width] = images.shape;
  const [, high, wide] = dy.shape;
  const rows = along(matrix(height, high, attrs, parts), dy.transpose([1, 0, 2, 3])); // [h, n, W, c]
  const both = along(matrix(width, wide, attrs, parts), rows.transpose([2, 1, 0, 3])); // [w, n, h, c]
  return both.transpose([1, 2, 0, 3]);
}

const config = (kernelName: string, partsOf: (attrs: Attrs) => Parts): GradConfig => ({
  kernelName,
  inputsToSave: ["images"],
  gradFunc(dy, [images], given: NamedAttrMap) {
    const attrs = given as unknown as Attrs;
    return { images: () => gradient(dy as Tensor4D, images as Tensor4D, attrs, partsOf(attrs)) };
  },
});

export const resizeBilinear = config("ResizeBilinear", () => linear);

/** With half pixel centres a place is that of a pixel's middle, half a pixel below where it is cut off. */
export const resizeNearestNeighbor = config("ResizeNearestNeighbor", ({ alignCorners, halfPixelCenters }) =>
  nearest(alignCorners ? Math.round : (place) => Math.floor(halfPixelCenters ? place + 0.5 : place)),
);
