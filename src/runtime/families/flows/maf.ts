import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import { autoregressive } from "./autoregressive/autoregressive.ts";
import type { Flow } from "./flow.ts";
import { flow } from "./flow-of.ts";
import { inverted } from "./inverted.ts";
import { actNorm } from "./layers/act-norm.ts";
import { reversal } from "./layers/reversal.ts";
import { seedOf } from "./seeds.ts";
import { titleOf } from "./title.ts";

export interface MafOptions {
  /** Numbers in one example. */
  dim: number;
  /** Autoregressive layers, 5 unless given, with the order of the numbers reversed between two. */
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
 * Masked autoregressive flow, Papamakarios et al. (1705.07057): densities take one pass of each network, samples one for
 * each number of an example. Throws a RangeError for options out of range.
 */
export const maf = (options: MafOptions): Flow => ofLayers("MAF", options, (layer) => layer);

/**
 * Inverse autoregressive flow, Kingma et al. (1606.04934): samples with their density take one pass of each network, the
 * density of given x one for each number of an example. It is what variational posteriors are made of; `fit` to data goes
 * the long way. Throws a RangeError for options out of range.
 */
export const iaf = (options: MafOptions): Flow => ofLayers("IAF", options, inverted);

function ofLayers(name: string, options: MafOptions, as: typeof inverted): Flow {
  expectOptions(name.toLowerCase(), options, names);
  const { dim, layers = 5, width = 64, depth = 2, context = 0, normalize = true, seed = 0 } = options;
  expectInteger("layers", layers, 1);
  const moves = Array.from({ length: layers }, (_, i) => [
    ...(i > 0 ? [reversal()] : []),
    as(autoregressive({ dim, width, depth, context, seed: seedOf(seed, i) })),
  ]);
  return flow({
    dim,
    context,
    title: titleOf(name, dim, layers),
    layers: [...(normalize ? [actNorm({ channels: dim })] : []), ...moves.flat()],
  });
}
