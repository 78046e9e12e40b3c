import {
  concat,
  conv2dTranspose,
  engine,
  type GradConfig,
  type NamedAttrMap,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** What tfjs documents for this kernel; its gradient asks for dilations of 1. */
interface Attrs {
  strides: number | [number, number];
  pad: "same" | "valid" | number;
  dilations: [number, number] | null;
}

/** The wasm backend has no kernels for these: a depthwise convolution is a convolution of each channel by itself. */
export const depthwise: GradConfig = {
  kernelName: "DepthwiseConv2dNative",
  inputsToSave: ["x", "filter"],
  gradFunc(dy, saved, given: NamedAttrMap) {
    const { strides, pad, dilations } = given as unknown as Attrs;
    if (dilations?.some((each) => each !== 1))
      throw new RangeError("depthwiseConv2d has no gradient for dilations of more than 1");
    const [x, filter] = saved as [Tensor4D, Tensor4D];
    const [height, width, channels, many] = filter.shape;
    const of = (channel: number) => ({
      image: x.slice([0, 0, 0, channel], [-1, -1, -1, 1]),
      taps: filter.slice([0, 0, channel, 0], [height, width, 1, many]),
      slope: (dy as Tensor4D).slice([0, 0, 0, channel * many], [-1, -1, -1, many]),
    });
    // tfjs shows no function for it, and a gradient within a gradient is beyond it.
    const filterSlope = (image: Tensor4D, taps: Tensor4D, slope: Tensor4D): Tensor4D =>
      engine().runKernel(
        "Conv2DBackpropFilter",
        { x: image, dy: slope },
        { strides, pad, dataFormat: "NHWC", dimRoundingMode: null as never, filterShape: taps.shape },
      );
    const each = (make: (channel: ReturnType<typeof of>) => Tensor4D) =>
      Array.from({ length: channels }, (_, channel) => make(of(channel)));
    return {
      x: () =>
        concat(
          each(({ image, taps, slope }) => conv2dTranspose(slope, taps, image.shape, strides, pad)),
          3,
        ),
      filter: () =>
        concat(
          each(({ image, taps, slope }) => filterSlope(image, taps, slope)),
          2,
        ),
    };
  },
};
