// The blocks of Inception-v3 (1512.00567), with torchvision's names for their convolutions. Each is made by `conv`, which
// either takes its weights from a file or writes down which it would take.
import { avgPool, concat, maxPool, pad, type Tensor4D } from "../../core/tf.ts";
import type { Layer } from "../../networks/layers.ts";

/** One convolution with its normalization and ReLU, "valid" unless its stride is 1 and its kernel larger than 1x1. */
export interface Convolution {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: readonly [height: number, width: number];
  readonly stride: number;
  readonly padding: "same" | "valid";
}

type Image = Layer<Tensor4D>;
export type MakeConvolution = (of: Convolution) => Image;

/** How a block pools in the branch that does. */
export type Pool = Image;

/** The mean of 3x3, of which the border counts as zeros (torchvision's). */
export const meanWithBorder: Pool = (x) =>
  avgPool(pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), 3, 1, "valid"); // prettier-ignore
/** The mean of those of 3x3 that are in the image (TensorFlow's, and so FID's). */
export const meanInside: Pool = (x) => avgPool(x, 3, 1, "same");
export const largest: Pool = (x) => maxPool(x, 3, 1, "same");
export const halved: Pool = (x) => maxPool(x, 3, 2, "valid");

export const inSequence =
  (...layers: Image[]): Image =>
  (x) =>
    layers.reduce((y, layer) => layer(y), x);

const sideBySide =
  (...branches: Image[]): Image =>
  (x) =>
    concat(
      branches.map((branch) => branch(x)),
      3,
    );

/** Makes a block's convolutions under its name. */
function within(make: MakeConvolution, block: string) {
  return (
    name: string,
    inputs: number,
    outputs: number,
    kernel: number | readonly [number, number] = 1,
    stride = 1,
  ): Image =>
    make({
      name: `${block}.${name}`,
      ...{ inputs, outputs, stride },
      kernel: typeof kernel === "number" ? [kernel, kernel] : kernel,
      padding: stride === 1 ? "same" : "valid",
    });
}

/** 35x35 to 35x35. */
export function blockA(
  make: MakeConvolution,
  name: string,
  inputs: number,
  pooled: number,
  pool: Pool,
): Image {
  const conv = within(make, name);
  return sideBySide(
    conv("branch1x1", inputs, 64),
    inSequence(conv("branch5x5_1", inputs, 48), conv("branch5x5_2", 48, 64, 5)),
    inSequence(
      conv("branch3x3dbl_1", inputs, 64),
      conv("branch3x3dbl_2", 64, 96, 3),
      conv("branch3x3dbl_3", 96, 96, 3),
    ),
    inSequence(pool, conv("branch_pool", inputs, pooled)),
  );
}

/** 35x35 to 17x17. */
export function blockB(make: MakeConvolution, name: string, inputs: number): Image {
  const conv = within(make, name);
  return sideBySide(
    conv("branch3x3", inputs, 384, 3, 2),
    inSequence(
      conv("branch3x3dbl_1", inputs, 64),
      conv("branch3x3dbl_2", 64, 96, 3),
      conv("branch3x3dbl_3", 96, 96, 3, 2),
    ),
    halved,
  );
}

const [row, column] = [[1, 7] as const, [7, 1] as const];

/** 17x17 to 17x17, with 7x7 as rows and columns of `inner` channels. */
export function blockC(
  make: MakeConvolution,
  name: string,
  inputs: number,
  inner: number,
  pool: Pool,
): Image {
  const conv = within(make, name);
  return sideBySide(
    conv("branch1x1", inputs, 192),
    inSequence(
      conv("branch7x7_1", inputs, inner),
      conv("branch7x7_2", inner, inner, row),
      conv("branch7x7_3", inner, 192, column),
    ),
    inSequence(
      conv("branch7x7dbl_1", inputs, inner),
      conv("branch7x7dbl_2", inner, inner, column),
      conv("branch7x7dbl_3", inner, inner, row),
      conv("branch7x7dbl_4", inner, inner, column),
      conv("branch7x7dbl_5", inner, 192, row),
    ),
    inSequence(pool, conv("branch_pool", inputs, 192)),
  );
}

/** 17x17 to 8x8. */
export function blockD(make: MakeConvolution, name: string, inputs: number): Image {
  const conv = within(make, name);
  return sideBySide(
    inSequence(conv("branch3x3_1", inputs, 192), conv("branch3x3_2", 192, 320, 3, 2)),
    inSequence(
      conv("branch7x7x3_1", inputs, 192),
      conv("branch7x7x3_2", 192, 192, row),
      conv("branch7x7x3_3", 192, 192, column),
      conv("branch7x7x3_4", 192, 192, 3, 2),
    ),
    halved,
  );
}

/** 8x8 to 8x8. */
export function blockE(make: MakeConvolution, name: string, inputs: number, pool: Pool): Image {
  const conv = within(make, name);
  const split = (branch: string, from: string) =>
    sideBySide(conv(`${branch}_${from}a`, 384, 384, [1, 3]), conv(`${branch}_${from}b`, 384, 384, [3, 1]));
  return sideBySide(
    conv("branch1x1", inputs, 320),
    inSequence(conv("branch3x3_1", inputs, 384), split("branch3x3", "2")),
    inSequence(
      conv("branch3x3dbl_1", inputs, 448),
      conv("branch3x3dbl_2", 448, 384, 3),
      split("branch3x3dbl", "3"),
    ),
    inSequence(pool, conv("branch_pool", inputs, 192)),
  );
}
