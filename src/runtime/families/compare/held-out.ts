import { gather, tensor1d, tidy, type Tensor } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";

/** What is trained on and what is kept back; both are the caller's. */
export interface Parted {
  readonly train: Tensor;
  readonly test: Tensor;
}

/** Share of the data that is kept back. */
const share = 0.2;

/** Keeps a random fifth of the examples back, or what was given for that. Throws a RangeError for too few or other shapes. */
export function parted(data: Tensor, given: Tensor | undefined, seed: number): Parted {
  if (data.rank < 2 || data.shape[0] < 10)
    throw new RangeError(
      `data has at least 10 examples along its first axis, and its shape is ${shapeText(data.shape)}`,
    );
  if (given) {
    if (shapeText(given.shape.slice(1)) !== shapeText(data.shape.slice(1)))
      throw new RangeError(
        `test is of the same examples as data, [n, ${data.shape.slice(1).join(", ")}], not ${shapeText(given.shape)}`,
      );
    return { train: data.clone(), test: given.clone() };
  }
  const order = stream(seed).split("held out").permutation(data.shape[0]);
  const kept = Math.ceil(share * order.length);
  const [test, train] = tidy(() =>
    [order.slice(0, kept), order.slice(kept)].map((chosen) => gather(data, tensor1d(chosen, "int32"))),
  );
  return { train, test };
}
