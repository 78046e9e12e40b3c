import * as v from "valibot";
import { PackedFloats } from "./floats.ts";
import { count } from "./number-schemas.ts";

/** The mime type of draws of Markov chains. */
export const chainsMime = "application/vnd.noisebook.chains+json";

/** JSON has no NaN: it is null there. */
const figure = v.nullable(v.number());

/** What chains drew of each number, with what the draws say of it. */
export const Chains = v.object({
  version: v.literal(1),
  title: v.string(),
  /** Options as shown in chips, most important first: they drop from the right where space is short. */
  options: v.array(v.tuple([v.string(), v.string()])),
  /** What speaks against trusting the draws, in words. */
  warnings: v.array(v.string()),
  chains: v.pipe(count, v.minValue(1)),
  /** Of each chain, before thinning. */
  draws: count,
  /** Every so manieth draw is kept here. */
  every: v.pipe(count, v.minValue(1)),
  /**
   * Steps that diverged: how many, and which are told of, as chain * draws + draw: evenly spread ones where they are many.
   * Undefined of what has none: outputs of before, samplers that cannot diverge.
   */
  diverged: v.optional(v.object({ count, at: v.array(count) })),
  numbers: v.array(
    v.object({
      name: v.string(),
      mean: figure,
      sd: figure,
      hdi: v.tuple([figure, figure]),
      mcseMean: figure,
      essBulk: figure,
      essTail: figure,
      rHat: figure,
      /** Chain after chain; null of numbers for which there was no room. */
      draws: v.nullable(PackedFloats),
      /** Its value where steps diverged, in the order of `at`; undefined where there is none, or no draws. */
      diverged: v.optional(PackedFloats),
    }),
  ),
});
export type Chains = v.InferOutput<typeof Chains>;
