import { dispose, tidy, type Tensor } from "../core/tf.ts";
import { expectInteger, shapeText } from "../core/shape.ts";
import { signalFor, turn } from "../core/turn.ts";
import { stream } from "../random/index.ts";
import { Distribution } from "./distribution.ts";
import { Estimate } from "./estimate.ts";
import type { Over, Point } from "./over.ts";
import { partsOf, read, tensorsOf, type Part, type Unread } from "./parts.ts";

export interface ExpectationOptions<O extends Over> {
  /** What the expectation is of: a number, an array or a tensor. */
  of: (point: Point<O>) => number | object;
  /** The variables it is over, by name: distributions; all else is given as it is. */
  over: O;
  /** Draws; 10,000 unless given. */
  draws?: number;
  seed?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** Draws that are made before their tensors are read, all at once: a graphics card lets each read wait. */
const together = 100;

/**
 * The expectation of a function over random variables, by Monte Carlo, with its standard error (n - 1 in the variance).
 * As a side of a claim, or part of one, it must agree to within that error; there it need not be awaited. Throws a
 * RangeError for fewer than 2 draws, and a TypeError where `of` is not one array of one shape.
 */
export async function expectation<const O extends Over>({
  of,
  over,
  draws = 10_000,
  seed = 0,
  signal: given,
}: ExpectationOptions<O>): Promise<Estimate> {
  expectInteger("draws", draws, 2);
  const root = stream(seed);
  const variables = Object.entries(over).map(([name, variable]) => {
    const random = root.split(`expectation ${name}`);
    const drawn = variable instanceof Distribution ? (variable as Distribution<unknown>) : null;
    return [name, () => (drawn ? drawn.draw(random) : variable)] as const;
  });
  const once = (): Unread => {
    const made: { part?: Unread } = {};
    tidy((): Tensor[] => {
      const point = Object.fromEntries(variables.map(([name, next]) => [name, next()]));
      made.part = only(of(point as Point<O>)); // of the names and types of `over`
      return tensorsOf([made.part]);
    });
    return made.part!; // tidy has run it
  };

  const signal = signalFor(given);
  const [first] = await several(once, 1);
  const moments = new Moments(first.values);
  for (let n = 1; n < draws;) {
    await turn(signal);
    for (const { shape, values } of await several(once, Math.min(together, draws - n))) {
      n++;
      if (shapeText(shape) !== shapeText(first.shape)) {
        const shapes = `${shapeText(first.shape)} at the first draw and ${shapeText(shape)} at draw ${n}`;
        throw new TypeError(`What an expectation is of must keep its shape, which is ${shapes}`);
      }
      moments.add(values);
    }
  }
  const { means, squares } = moments;
  const standardErrors = squares.map((sum) => Math.sqrt(sum / (draws - 1) / draws));
  return new Estimate({ shape: first.shape, precision: first.precision, means, standardErrors, draws });
}

/** So many draws, read together; none is left behind where one fails. */
async function several(once: () => Unread, count: number): Promise<Part[]> {
  const unread: Unread[] = [];
  try {
    while (unread.length < count) unread.push(once());
  } catch (error) {
    dispose(tensorsOf(unread));
    throw error;
  }
  return read(unread);
}

/** Means and sums of squares about them by Welford's recurrence: sums of plain squares would cancel. */
class Moments {
  readonly means: Float64Array;
  readonly squares: Float64Array;
  #count = 1;

  constructor(first: Float64Array) {
    this.means = Float64Array.from(first);
    this.squares = new Float64Array(first.length);
  }

  add(values: Float64Array): void {
    this.#count++;
    values.forEach((value, i) => {
      const off = value - this.means[i];
      this.means[i] += off / this.#count;
      this.squares[i] += off * (value - this.means[i]);
    });
  }
}

/** The one array of a value. */
function only(value: unknown): Unread {
  const parts = partsOf(value, "what an expectation is of");
  if (parts.length !== 1 || parts[0].key) {
    throw new TypeError("An expectation is of one number, array or tensor: give each its own");
  }
  return parts[0];
}
