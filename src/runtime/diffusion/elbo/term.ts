import type { Examples } from "./examples.ts";
import type { Seen } from "./look.ts";
import { mean } from "./statistics.ts";

/** A term of a bound. */
export interface Term {
  readonly t: number;
  /** Nats of each example, a list for each draw of noise. */
  readonly draws: readonly Float64Array[];
  /** Mean squared error of the predicted x_0, over dimensions, examples and draws. */
  readonly squaredError: number;
}

/** The term of what each draw costs each example. Throws an Error where that is not finite. */
export function termOf(
  examples: Examples,
  t: number,
  seen: readonly Seen[],
  cost: (seen: Seen) => Float64Array,
): Term {
  const draws = seen.map(cost);
  for (const nats of draws) {
    const wrong = nats.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new Error(
        `The term at t = ${t} is ${nats[wrong]} for example ${wrong}: look at what the model predicts there`,
      );
    }
  }
  return { t, draws, squaredError: mean(seen.map(({ x0 }) => mean(squaredErrors(examples, x0)))) };
}

/** Mean squared error of each example's predicted x_0. */
export const squaredErrors = (examples: Examples, x0: Float32Array): Float64Array =>
  sums(examples, (i) => (examples.values[i] - x0[i]) ** 2).map((sum) => sum / examples.dims);

/** Adds up `value` of every dimension of each example, in float64. */
export function sums({ count, dims }: Examples, value: (index: number) => number): Float64Array {
  const out = new Float64Array(count);
  for (let example = 0; example < count; example++) {
    let sum = 0;
    for (let i = example * dims; i < (example + 1) * dims; i++) sum += value(i);
    out[example] = sum;
  }
  return out;
}
