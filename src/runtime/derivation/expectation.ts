import { tidy } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { stream } from "../random/index.ts";
import { Distribution } from "./distribution.ts";
import { Estimate } from "./estimate.ts";
import type { Over, Point } from "./over.ts";
import { isTensor, partsOf, type Part } from "./parts.ts";

export interface ExpectationOptions<O extends Over> {
  /** What the expectation is of: a number, an array or a tensor. */
  of: (point: Point<O>) => number | object;
  /** The variables it is over, by name: distributions; all else is given as it is. */
  over: O;
  /** Draws; 10,000 unless given. */
  draws?: number;
  seed?: number;
}

/**
 * The expectation of a function over random variables, by Monte Carlo, with its standard error (n - 1 in the variance).
 * As a side of a claim, or part of one, it must agree to within that error. Throws a RangeError for fewer than 2 draws, and
 * a TypeError where `of` is not one array of one shape.
 */
export function expectation<const O extends Over>({
  of,
  over,
  draws = 10_000,
  seed = 0,
}: ExpectationOptions<O>): Estimate {
  expectInteger("draws", draws, 2);
  const root = stream(seed);
  const variables = Object.entries(over).map(([name, variable]) => {
    const random = root.split(`expectation ${name}`);
    const drawn = variable instanceof Distribution ? (variable as Distribution<unknown>) : null;
    return [name, () => (drawn ? drawn.draw(random) : variable)] as const;
  });
  const once = (): Part => {
    let part: Part | null = null;
    tidy(() => {
      const point = Object.fromEntries(variables.map(([name, next]) => [name, next()]));
      part = only(of(point as Point<O>)); // of the names and types of `over`
    });
    return part!;
  };

  // Welford's recurrence: sums of squares would cancel.
  const first = once();
  const means = Float64Array.from(first.values);
  const squares = new Float64Array(means.length);
  for (let n = 2; n <= draws; n++) {
    const { shape, values } = once();
    if (shapeText(shape) !== shapeText(first.shape)) {
      const shapes = `${shapeText(first.shape)} at the first draw and ${shapeText(shape)} at draw ${n}`;
      throw new TypeError(`What an expectation is of must keep its shape, which is ${shapes}`);
    }
    values.forEach((value, i) => {
      const off = value - means[i];
      means[i] += off / n;
      squares[i] += off * (value - means[i]);
    });
  }
  const standardErrors = squares.map((sum) => Math.sqrt(sum / (draws - 1) / draws));
  return new Estimate({ shape: first.shape, precision: first.precision, means, standardErrors, draws });
}

/** The one array of a value. */
function only(value: unknown): Part {
  const parts = partsOf(value, "what an expectation is of");
  if (parts.length !== 1 || parts[0].key) {
    throw new TypeError("An expectation is of one number, array or tensor: give each its own");
  }
  const [part] = parts;
  const { values } = part;
  return { ...part, values: isTensor(values) ? Float64Array.from(values.dataSync()) : values };
}
