import { tidy, type Tensor, type Tensor2D, type Variable } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { dense, type Layer } from "./layers.ts";
import { withWeights } from "./model.ts";
import { silu } from "./silu.ts";
import { weightMaker, type WeightMaker } from "./weights.ts";

/** A network that is told no timestep: a function of x [B, ...] with its weights beside it. */
export interface Network {
  (x: Tensor): Tensor;
  readonly title: string;
  readonly weights: Readonly<Record<string, Variable>>;
  /** Number of trainable numbers. */
  readonly size: number;
  dispose(): void;
}

/** A network of a function and the weights it uses. What the function makes on the way is freed. */
export function network(
  title: string,
  weights: Record<string, Variable>,
  forward: (x: Tensor) => Tensor,
): Network {
  return Object.assign((x: Tensor) => tidy(() => forward(x)), withWeights(title, weights));
}

export interface FeedForwardOptions {
  /** Numbers in and out. */
  inputs: number;
  outputs: number;
  /** Units in a hidden layer; 128 unless given. */
  width?: number;
  /** Hidden layers; 2 unless given. With 0 it is affine. */
  depth?: number;
  /** What the last layer's initial weights are multiplied by; 1 unless given. */
  lastScale?: number;
}

/** Layers from [B, inputs] to [B, outputs] with SiLU between them, whose weights `make` makes under `name`. */
export function layersOf(
  make: WeightMaker,
  name: string,
  { inputs, outputs, width = 128, depth = 2, lastScale = 1 }: FeedForwardOptions,
): Layer<Tensor2D> {
  for (const [what, value] of Object.entries({ inputs, outputs, width })) expectInteger(what, value, 1);
  expectInteger("depth", depth, 0);
  const hidden = Array.from({ length: depth }, (_, i) =>
    dense(make, `${name}.${i}`, i ? width : inputs, width),
  );
  const out = dense(make, `${name}.out`, depth ? width : inputs, outputs, lastScale);
  return (x) => out(hidden.reduce((h, layer) => silu(layer(h)), x));
}

/**
 * A fully connected network [B, inputs] to [B, outputs] of `depth` hidden layers with `width` units and SiLU, without a
 * timestep. Throws a RangeError for sizes that are no whole numbers and for x of another shape.
 */
export function feedForward({ seed = 0, ...options }: FeedForwardOptions & { seed?: number }): Network {
  const { inputs, outputs, width = 128, depth = 2 } = options;
  const make = weightMaker(seed);
  const layers = layersOf(make, "layer", options);
  const title = `MLP ${[inputs, ...Array.from({ length: depth }, () => width), outputs].join("-")}`;
  return network(title, make.all, (x) => {
    if (x.rank !== 2 || x.shape[1] !== inputs) {
      throw new RangeError(`The ${title} takes x of shape [batch, ${inputs}], not ${shapeText(x.shape)}`);
    }
    return layers(x as Tensor2D);
  });
}
