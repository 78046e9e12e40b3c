import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { decimal } from "../../display/text.ts";
import type { Features, Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";
import { inBalls, type InBalls } from "./balls.ts";
import { shareHit, twoSets, type NeighbourOptions } from "./neighbours.ts";
import { squaredRadii } from "./radii.ts";

export interface DensityCoverage {
  /** In how many balls of the reference a sample lies, divided by k: 1 is expected of equal distributions, and more is possible. */
  readonly density: number;
  /** The share of the reference's balls with a sample in them, in [0, 1]. */
  readonly coverage: number;
  [displaySymbol](): MimeBundle;
}

/**
 * Density and coverage (2002.09797, equations 5 and 6) of features [N, D], by open balls around the reference alone, each up
 * to its k-th neighbour, 5 unless given. Of equal distributions and sizes, coverage is expected to be
 * 1 - (N - 1) ... (N - k) / ((2 N - 1) ... (2 N - k)), about 1 - 2^-k, not 1. Time goes with (N1 + N2) N2 D. Throws a
 * RangeError for k or fewer samples, other shapes and numbers that are not finite.
 */
export async function densityCoverage(
  samples: Features,
  reference: Features,
  { k = 5, signal }: NeighbourOptions = {},
): Promise<DensityCoverage> {
  const [fake, real] = await twoSets("densityCoverage", samples, reference, k);
  const effort = (fake.count + real.count) * real.count * real.dim;
  const { held, holders } = await inView("density and coverage", effort, balls(fake, real, k), signal);
  const density = holders.reduce((sum, count) => sum + count, 0) / (k * fake.count);
  const coverage = shareHit(held);
  return {
    density,
    coverage,
    [displaySymbol]: () =>
      namedRows("Density and coverage", [
        ["density", decimal(density)],
        ["coverage", decimal(coverage)],
      ]),
  };
}

function* balls(fake: Points, real: Points, k: number): Work<InBalls> {
  return yield* inBalls(real, yield* squaredRadii(real, k), fake, false);
}
