import { expectInteger } from "../../../core/shape.ts";
import { stream as streamOf, type Stream } from "../../../random/index.ts";
import type { Distribution } from "../distribution.ts";
import { meanOver, type MonteCarlo } from "../monte-carlo.ts";
import { closedFormKl } from "./closed-form.ts";
import "./pairs.ts";

/** A KL divergence in nats, and which way it was found. */
export type Kl = { readonly method: "closed form"; readonly value: number } | MonteCarlo;

/**
 * KL(p || q) in nats: the closed form of the pair where one is registered, else the mean of ln p(x) - ln q(x) over draws x of
 * p, 10,000 unless given, with its standard error. The result says which. Infinity where p has mass and q has none. Draws
 * come from `stream`, or from seed 0. Throws a RangeError for fewer than 2 draws.
 */
export function kl<Value extends number | Float64Array>(
  p: Distribution<Value>,
  q: Distribution<Value>,
  { draws = 10_000, stream = streamOf(0) }: { draws?: number; stream?: Stream } = {},
): Kl {
  expectInteger("draws", draws, 2);
  const value = closedFormKl(p, q);
  if (value !== null) return { method: "closed form", value };
  return meanOver(draws, () => {
    const x = p.sample(stream);
    return p.logProb(x) - q.logProb(x);
  });
}
