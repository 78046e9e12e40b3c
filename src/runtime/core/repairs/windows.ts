import { conv2d, conv2dTranspose, eye, ones, type NamedAttrMap, type Tensor4D } from "@tensorflow/tfjs-core";
import { apart, together } from "./channels.ts";

/** What tfjs documents for the kernels MaxPool and AvgPool. */
interface Attrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "same" | "valid" | number;
}

/** The windows of a pooling over images, each channel for itself. */
export class Windows {
  readonly #attrs: Attrs;
  readonly #shape: Tensor4D["shape"];
  /** [height, width, 1, height width]: takes the numbers of a window apart. */
  readonly #taps: Tensor4D;

  constructor(x: Tensor4D, attrs: NamedAttrMap) {
    this.#attrs = attrs as unknown as Attrs;
    this.#shape = x.shape;
    const { filterSize } = this.#attrs;
    const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
    this.#taps = eye(height * width).reshape([height, width, 1, height * width]);
  }

  /** The numbers under each window, zeros beyond the edges: [n c, windows down, windows across, numbers]. */
  of(x: Tensor4D): Tensor4D {
    const { strides, pad } = this.#attrs;
    return conv2d(apart(x), this.#taps, strides, pad);
  }

  /** 1 where a number of a window lies within the image, for one image of one channel. */
  inside(): Tensor4D {
    const [, height, width] = this.#shape;
    return this.of(ones([1, height, width, 1]));
  }

  /** Adds the numbers of all windows where they lie: the transpose of `of`, in the shape of the images. */
  back(windows: Tensor4D): Tensor4D {
    const { strides, pad } = this.#attrs;
    const [n, height, width, channels] = this.#shape;
    const spread = conv2dTranspose(windows, this.#taps, [n * channels, height, width, 1], strides, pad);
    return together(spread, channels);
  }
}
