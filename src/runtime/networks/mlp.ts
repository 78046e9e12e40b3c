import type { Tensor2D } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { dense, silu } from "./layers.ts";
import { model, type Model } from "./model.ts";
import { timeEmbedding } from "./time-embedding.ts";
import { weightMaker } from "./weights.ts";

export interface MlpOptions {
  /** Numbers in one example. */
  dim: number;
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
 * A fully connected network [B, dim] to [B, dim] of `depth` hidden layers with `width` units and SiLU. The first of
 * them also sees the timestep.
 */
export function mlp({ dim, width = 128, depth = 3, seed = 0 }: MlpOptions): Model {
  expectInteger("dim", dim, 1);
  expectInteger("width", width, 1);
  expectInteger("depth", depth, 1);
  const make = weightMaker(seed);
  const data = dense(make, "in.data", dim, width);
  const time = dense(make, "in.time", timeSize, width);
  const hidden = Array.from({ length: depth - 1 }, (_, i) => dense(make, `hidden.${i}`, width, width));
  const out = dense(make, "out", width, dim, 0);
  const title = `MLP ${[dim, width, ...hidden.map(() => width), dim].join("-")}`;
  return model(title, make.all, (x, t) => {
    if (x.rank !== 2 || x.shape[1] !== dim) {
      throw new RangeError(`The ${title} takes x of shape [batch, ${dim}], not ${shapeText(x.shape)}`);
    }
    const first = silu(data(x as Tensor2D).add<Tensor2D>(time(timeEmbedding(t, timeSize))));
    return out(hidden.reduce((h, layer) => silu(layer(h)), first));
  });
}
