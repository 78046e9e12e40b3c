import { cumsum, type GradConfig, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { apart } from "./channels.ts";
import { Windows } from "./windows.ts";

/** An average passes an equal part to each number within the image; tfjs's kernels count those beyond its edge too. */
export const avgPool: GradConfig = {
  kernelName: "AvgPool",
  inputsToSave: ["x"],
  gradFunc: (dy, [x], attrs) => ({
    x() {
      const windows = new Windows(x as Tensor4D, attrs);
      const inside = windows.inside();
      return windows.back(apart(dy as Tensor4D).mul<Tensor4D>(inside.div(inside.sum(-1, true))));
    },
  }),
};

/** A maximum passes everything to the first of the numbers that are it. */
export const maxPool: GradConfig = {
  kernelName: "MaxPool",
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], attrs) => ({
    x() {
      const windows = new Windows(x as Tensor4D, attrs);
      const isLargest = windows
        .of(x as Tensor4D)
        .equal(apart(y as Tensor4D))
        .toFloat()
        .mul<Tensor4D>(windows.inside());
      const before: Tensor = cumsum(isLargest, 3, true);
      const first = isLargest.mul(before.equal(0).toFloat());
      return windows.back(apart(dy as Tensor4D).mul<Tensor4D>(first));
    },
  }),
};
