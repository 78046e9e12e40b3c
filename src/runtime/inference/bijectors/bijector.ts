/**
 * A smooth map that can be undone, in float64, of numbers or of vectors. `forward` leads to where a distribution lives; its
 * log-determinant is what a change of variables adds to a log density.
 */
export interface Bijector<Value = number> {
  readonly name: string;
  forward(x: Value): Value;
  inverse(y: Value): Value;
  /** ln |det dy/dx| at x, in nats. */
  logDet(x: Value): number;
}

/** A bijector of numbers, which rises or falls throughout. */
export interface ScalarBijector extends Bijector {
  readonly increasing: boolean;
}
