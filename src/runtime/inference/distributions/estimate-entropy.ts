import { expectInteger } from "../../core/shape.ts";
import { stream as streamOf, type Stream } from "../../random/index.ts";
import type { Distribution } from "./distribution.ts";
import { meanOver, type MonteCarlo } from "./monte-carlo.ts";

/**
 * The entropy of a distribution in nats by Monte Carlo: the mean of -ln p(x) over draws, 10,000 unless given, with its
 * standard error. Draws come from `stream`, or from seed 0. Throws a RangeError for fewer than 2 draws.
 */
export function estimateEntropy<Value>(
  distribution: Pick<Distribution<Value>, "sample" | "logProb">,
  { draws = 10_000, stream = streamOf(0) }: { draws?: number; stream?: Stream } = {},
): MonteCarlo {
  expectInteger("draws", draws, 2);
  return meanOver(draws, () => -distribution.logProb(distribution.sample(stream)));
}
