import * as v from "valibot";
import { count } from "./number-schemas.ts";

/** The mime type of an equation that was checked. */
export const claimMime = "application/vnd.noisebook.claim+json";

/** An equation, the largest errors between its sides, and where they differ most. */
export const Claim = v.object({
  version: v.literal(1),
  latex: v.string(),
  holds: v.boolean(),
  /** "Fails at t = 1", and what stands behind it. */
  verdict: v.string(),
  detail: v.string(),
  /** The variable that errors go by; null where there is one error alone. */
  axis: v.nullable(v.string()),
  unit: v.picklist(["relative", "standard errors"]),
  /** The largest error that is none. */
  limit: v.number(),
  /** Null where the sides cannot be compared: one is not a number, or infinite. */
  errors: v.pipe(v.array(v.object({ at: v.string(), error: v.nullable(v.number()) })), v.minLength(1)),
  /** Where the error is largest: which of `errors`, and in words. */
  worst: v.object({
    at: count,
    place: v.string(),
    /** The variables there. */
    point: v.array(v.tuple([v.string(), v.string()])),
    /** "left / right is 0.97 throughout", where it is so. */
    pattern: v.nullable(v.string()),
    /** Both sides there and beside it in the array. */
    rows: v.array(
      v.object({
        element: v.string(),
        left: v.string(),
        right: v.string(),
        difference: v.string(),
        worst: v.boolean(),
      }),
    ),
  }),
  /** How many points and values. */
  evaluated: v.string(),
  over: v.array(v.tuple([v.string(), v.string()])),
  how: v.string(),
});
export type Claim = v.InferOutput<typeof Claim>;
