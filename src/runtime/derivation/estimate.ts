/** A mean over draws, which is known to within its standard error. */
export class Estimate {
  readonly shape: readonly number[];
  readonly precision: "float32" | "float64";
  readonly means: Float64Array;
  readonly standardErrors: Float64Array;
  readonly draws: number;

  constructor(of: Pick<Estimate, "shape" | "precision" | "means" | "standardErrors" | "draws">) {
    this.shape = of.shape;
    this.precision = of.precision;
    this.means = of.means;
    this.standardErrors = of.standardErrors;
    this.draws = of.draws;
  }

  /** The mean: a number where the expectation is of one, else all values in a row. */
  get mean(): number | Float64Array {
    return this.shape.length ? this.means : this.means[0];
  }

  get standardError(): number | Float64Array {
    return this.shape.length ? this.standardErrors : this.standardErrors[0];
  }
}
