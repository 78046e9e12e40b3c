import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import { coupling } from "./coupling/coupling.ts";
import type { Flow } from "./flow.ts";
import { flow } from "./flow-of.ts";
import { actNorm } from "./layers/act-norm.ts";
import { seedOf } from "./seeds.ts";
import { titleOf } from "./title.ts";

export interface RealNvpOptions {
  /** Numbers in one example: 2 or more. */
  dim: number;
  /** Coupling layers, 6 unless given: in turns they move the second half of an example and the first. */
  layers?: number;
  /** Units in a hidden layer of each network, 64, and its hidden layers, 2. */
  width?: number;
  depth?: number;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** Whether the first batch of training sets a scale and a shift for each number; true unless given. */
  normalize?: boolean;
  /** Seed of the initial weights. */
  seed?: number;
}

const names = ["dim", "layers", "width", "depth", "context", "normalize", "seed"];

/**
 * RealNVP, Dinh et al. (1605.08803): affine coupling layers, of which both ways take one pass of each network. Throws a
 * RangeError for options out of range.
 */
export function realNvp(options: RealNvpOptions): Flow {
  expectOptions("realNvp", options, names);
  const { dim, layers = 6, width = 64, depth = 2, context = 0, normalize = true, seed = 0 } = options;
  expectInteger("layers", layers, 1);
  const couplings = Array.from({ length: layers }, (_, i) =>
    coupling({ channels: dim, flip: i % 2 === 1, width, depth, context, seed: seedOf(seed, i) }),
  );
  return flow({
    dim,
    context,
    title: titleOf("RealNVP", dim, layers),
    layers: [...(normalize ? [actNorm({ channels: dim })] : []), ...couplings],
  });
}
