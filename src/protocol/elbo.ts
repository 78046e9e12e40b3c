import * as v from "valibot";
import { PackedFloats } from "./floats.ts";
import { count } from "./number-schemas.ts";

/** The mime type of a variational bound. */
export const elboMime = "application/vnd.noisebook.elbo+json";

/** A bound on the negative log-likelihood with its terms, in nats for an example. */
export const Elbo = v.object({
  version: v.literal(1),
  /** Options as shown in chips, most important first: they drop from the right where space is short. */
  options: v.array(v.tuple([v.string(), v.string()])),
  /** Dimensions of an example. */
  dims: count,
  /** Steps of the schedule; null in continuous time, where t lies in [0, 1]. */
  steps: v.nullable(count),
  nats: v.number(),
  /** Standard error; null where it is not known. */
  error: v.nullable(v.number()),
  /** L_0, which is below 0 where data has a density above 1, and L_T. */
  decoder: v.number(),
  prior: v.number(),
  /**
   * The terms between by rising t, as papers count it: 2 to T. `weights` says how often each counts in the bound. In
   * continuous time a term is what the bound grows by per unit of t.
   */
  terms: v.object({ t: PackedFloats, logSnr: PackedFloats, nats: PackedFloats, weights: PackedFloats }),
});
export type Elbo = v.InferOutput<typeof Elbo>;
