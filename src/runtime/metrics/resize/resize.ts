import { tensor2d, tidy, type Tensor, type Tensor4D } from "../../core/tf.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { pilBicubic, pytorchBilinear, tensorflowBilinear, type LineWeights } from "./weights.ts";

/** Images [N, H, W, C] of any range, resized to a square or to [height, width]. */
export type Resize = (images: Tensor, size: number | readonly [height: number, width: number]) => Tensor4D;

/** Lines by a matrix of weights, first the rows and then the columns, in single precision. */
const separable =
  (weightsOf: LineWeights): Resize =>
  (images, size) => {
    const [height, width] = typeof size === "number" ? [size, size] : size;
    expectInteger("the height of resize", height, 1);
    expectInteger("the width of resize", width, 1);
    const [count, rows, columns, channels] = images.shape;
    if (images.shape.length !== 4 || images.shape.includes(0)) {
      throw new RangeError(
        `resize takes images [N, H, W, C], not a tensor of shape ${shapeText(images.shape)}`,
      );
    }
    const matrix = (input: number, output: number) =>
      tensor2d(Float32Array.from(weightsOf(input, output)), [output, input]);
    return tidy(() => {
      const across = images
        .toFloat()
        .transpose([0, 3, 1, 2])
        .reshape([-1, columns])
        .matMul(matrix(columns, width), false, true);
      const down = across
        .reshape([count, channels, rows, width])
        .transpose([0, 1, 3, 2])
        .reshape([-1, rows])
        .matMul(matrix(rows, height), false, true);
      return down.reshape([count, channels, width, height]).transpose([0, 3, 2, 1]);
    });
  };

/**
 * Resizes that FIDs are measured with. They differ by more than models do (2104.11222), so a number without its resize
 * means little.
 */
export const resize = {
  /** clean-fid's: PIL's bicubic, antialiased, on floating-point numbers, which are neither rounded nor clipped. */
  clean: separable(pilBicubic),
  /** That of TensorFlow's graph of 2015: bilinear without antialiasing, moved by half a pixel. */
  legacyTensorflow: separable(tensorflowBilinear),
  /** pytorch-fid's: bilinear without antialiasing. */
  legacyPytorch: separable(pytorchBilinear),
} satisfies Record<string, Resize>;
