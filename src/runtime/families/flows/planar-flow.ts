import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Flow } from "./flow.ts";
import { flow } from "./flow-of.ts";
import { inverted } from "./inverted.ts";
import { actNorm } from "./layers/act-norm.ts";
import { planar } from "./layers/planar.ts";
import { seedOf } from "./seeds.ts";
import { titleOf } from "./title.ts";

export interface PlanarFlowOptions {
  /** Numbers in one example. */
  dim: number;
  /** Planar layers, 16 unless given. */
  layers?: number;
  /**
   * The way that has a closed form: of "density", to fit data, unless given, or of "samples", as in the paper, for a
   * variational posterior. The other way finds roots.
   */
  closed?: "density" | "samples";
  /** Whether the first batch of training sets a scale and a shift for each number; true unless given. */
  normalize?: boolean;
  /** Seed of the initial weights. */
  seed?: number;
}

/** Planar flow, Rezende and Mohamed (1505.05770), section 4.1. Throws a RangeError for options out of range. */
export function planarFlow(options: PlanarFlowOptions): Flow {
  expectOptions("planarFlow", options, ["dim", "layers", "closed", "normalize", "seed"]);
  const { dim, layers = 16, closed = "density", normalize = true, seed = 0 } = options;
  expectInteger("layers", layers, 1);
  if (!["density", "samples"].includes(closed)) {
    throw new RangeError(`closed is one of density, samples, not "${closed as string}"`);
  }
  const moves = Array.from({ length: layers }, (_, i) => {
    const layer = planar({ dim, seed: seedOf(seed, i) });
    return closed === "density" ? layer : inverted(layer);
  });
  return flow({
    dim,
    title: titleOf("Planar flow", dim, layers),
    layers: [...(normalize ? [actNorm({ channels: dim })] : []), ...moves],
  });
}
