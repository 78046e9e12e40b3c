import { oneHot, tensor1d, zeros, type Tensor, type Tensor1D, type Tensor2D } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { dense } from "./layers.ts";
import type { WeightMaker } from "./weights.ts";

/** What a network is told of labels [B] from 0 to classes - 1, [B, size]; a label of -1, or none at all, says nothing. */
export function labelEmbedding(
  make: WeightMaker,
  name: string,
  classes: number,
  size: number,
): (labels: Tensor | undefined, batch: number) => Tensor2D {
  if (classes === 0) {
    return (labels) => {
      if (!labels) return zeros([1, size]);
      throw new TypeError("This network takes no labels: say how many there are, such as { classes: 10 }");
    };
  }
  expectInteger("classes", classes, 1);
  const embed = dense(make, name, classes, size);
  return (labels, batch) => {
    if (labels && (labels.rank !== 1 || labels.shape[0] !== batch)) {
      throw new RangeError(
        `Labels for a batch of ${batch} have shape [${batch}], not ${shapeText(labels.shape)}`,
      );
    }
    const known = labels ? (labels.toInt() as Tensor1D) : tensor1d(new Int32Array(batch).fill(-1), "int32");
    return embed((oneHot(known, classes) as Tensor2D).toFloat());
  };
}
