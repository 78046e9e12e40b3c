import type { Decoder } from "./decoder.ts";
import type { Examples } from "./examples.ts";
import type { Seen } from "./look.ts";
import type { Term } from "./term.ts";

/** A term to be computed. */
export interface Planned {
  readonly t: number;
  /** How often it counts in the sum of all. */
  readonly weight: number;
}

export interface Plan {
  readonly terms: readonly Planned[];
  /** Whether the t are drawn; else they are all there are. */
  readonly drawn: boolean;
  /** Variance that the choice of t (and the noise at these) gives the sum of shares, one of each term; null if unknown. */
  readonly varianceOf: (shares: readonly number[]) => number | null;
}

/** What a bound is of, and how it is decoded. */
export interface Data {
  readonly examples: Examples;
  readonly decoder: Decoder;
}

/** How the bound comes about on one kind of schedule. */
export interface Kind {
  readonly plan: Plan;
  /** Draws of noise for each term of the plan. */
  readonly draws: number;
  /** The t that x_0 is decoded at. */
  readonly first: number;
  /** A term between the ends, from what the model has seen at t in each draw. */
  term(data: Data, t: number, seen: readonly Seen[]): Term;
  /** L_0, from what it has seen at `first`. */
  decoded(data: Data, seen: readonly Seen[]): Term;
  /** The variance of the reverse steps, in a word; null where there are no steps. */
  variance(seen: Seen): string | null;
}
