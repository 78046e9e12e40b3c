import type { Tensor2D } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { labelEmbedding } from "./labels.ts";
import { dense } from "./layers.ts";
import { model, type Model } from "./model.ts";
import { silu } from "./silu.ts";
import { timeEmbedding } from "./time-embedding.ts";
import { weightMaker } from "./weights.ts";

export interface MlpOptions {
  /** Numbers in one example. */
  dim: number;
  /** Numbers that go in and come out where they are not `dim`: 2 dim in for self-conditioning, out for a variance. */
  inputs?: number;
  outputs?: number;
  /** How many labels there are, for a network that is told one of each example; 0 unless given. */
  classes?: number;
  /** Units in a hidden layer. */
  width?: number;
  /** Hidden layers. */
  depth?: number;
  /** Seed of the initial weights. */
  seed?: number;
}

/** Entries of the time embedding. */
const timeSize = 64;

/**
 * A fully connected network [B, inputs] to [B, outputs] of `depth` hidden layers with `width` units and SiLU. The first of
 * them also sees the timestep.
 */
export function mlp({
  dim,
  inputs = dim,
  outputs = dim,
  classes = 0,
  width = 128,
  depth = 3,
  seed = 0,
}: MlpOptions): Model {
  expectInteger("dim", dim, 1);
  expectInteger("width", width, 1);
  expectInteger("depth", depth, 1);
  const make = weightMaker(seed);
  const data = dense(make, "in.data", inputs, width);
  const time = dense(make, "in.time", timeSize, width);
  const hidden = Array.from({ length: depth - 1 }, (_, i) => dense(make, `hidden.${i}`, width, width));
  const out = dense(make, "out", width, outputs, 0);
  const label = labelEmbedding(make, "in.label", classes, width);
  const title = `MLP ${[inputs, width, ...hidden.map(() => width), outputs].join("-")}`;
  return model(title, make.all, (x, t, labels) => {
    if (x.rank !== 2 || x.shape[1] !== inputs) {
      throw new RangeError(`The ${title} takes x of shape [batch, ${inputs}], not ${shapeText(x.shape)}`);
    }
    const when = time(timeEmbedding(t, timeSize)).add<Tensor2D>(label(labels, x.shape[0]));
    const first = silu(data(x as Tensor2D).add<Tensor2D>(when));
    return out(hidden.reduce((h, layer) => silu(layer(h)), first));
  });
}
