import type { Stream } from "../../random/index.ts";
import type { Support } from "./support.ts";

/**
 * A distribution in float64, of numbers, or of vectors where Value is Float64Array. What a mean, variance or entropy is
 * depends on the distribution: NaN where it is not defined, Infinity where it diverges, and where there is no closed form
 * asking for it throws an Error that says how to estimate it.
 */
export interface Distribution<Value = number> {
  readonly name: string;
  readonly support: Support;
  /** Log density or log probability of x in nats; -Infinity outside of the support. */
  logProb(x: Value): number;
  /** One draw. The stream moves on. */
  sample(stream: Stream): Value;
  readonly mean: Value;
  /** Of vectors, the variance of each entry. */
  readonly variance: Value;
  /** In nats: of a density, relative to the measure that it is a density to. */
  entropy(): number;
}

/** A distribution of numbers. */
export interface Univariate extends Distribution {
  /** P(X <= x). */
  cdf(x: number): number;
  /** The least x with P(X <= x) >= p. Throws a RangeError for p outside of [0, 1]. */
  quantile(p: number): number;
}

/** The error of a property that has no closed form. */
export const noClosedForm = (what: string, name: string): Error =>
  new Error(
    `The ${what} of a ${name} distribution has no closed form: take it of samples, or estimateEntropy`,
  );

/** The log density of an x that is not in the support: NaN is nowhere. */
export const outside = (x: number): number => (Number.isNaN(x) ? NaN : -Infinity);
