import { concat, split, type Tensor, type Tensor2D } from "../../core/tf.ts";
import { layersOf } from "../../networks/feed-forward.ts";
import type { WeightMaker } from "../../networks/weights.ts";
import type { Conditional } from "./conditional.ts";

export interface LevelSizes {
  /** Numbers of what is given, and of the level itself. */
  readonly given: number;
  readonly size: number;
  /** Numbers of the data, where the level looks at it too; else 0. */
  readonly data: number;
  readonly width: number;
  readonly depth: number;
}

/** Deviations lie between exp(-5) and exp(5): a level's deviation is the next one's input, and would run away. */
const most = 5;

/** What the last layers' initial weights are multiplied by, so that deviations begin near 1. */
const lastScale = 0.1;

/** A Gaussian whose mean and logarithm of deviation an MLP gives, of the level it is given and of the data. */
export function learnedConditional(
  make: WeightMaker,
  name: string,
  { given, size, data, width, depth }: LevelSizes,
): Conditional {
  const layers = layersOf(make, name, { inputs: given + data, outputs: 2 * size, width, depth, lastScale });
  return (below, x) => {
    const batch = x.shape[0];
    const flat = below.reshape<Tensor2D>([batch, given]);
    const seen = data ? concat([flat, x.reshape<Tensor2D>([batch, data])], 1) : flat;
    const [mean, raw] = split(layers(seen), 2, 1);
    return { mean, logStd: raw.div<Tensor>(most).tanh<Tensor>().mul(most) };
  };
}
