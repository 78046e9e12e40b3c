import type { Schedule } from "../../schedules/index.ts";
import { gaussianCost, posteriorKl } from "../likelihood/index.ts";
import type { Decoder } from "./decoder.ts";
import type { Examples } from "./examples.ts";
import type { Seen } from "./look.ts";
import { mean } from "./statistics.ts";
import { varianceAt, type Variance, type VarianceOf } from "./variance.ts";

/** What is fixed for all terms of a bound. */
export interface Terms {
  readonly schedule: Schedule;
  readonly examples: Examples;
  readonly decoder: Decoder;
  /** As asked for; undefined leaves it to the model. */
  readonly variance: Variance | undefined;
  /** Range of the data where it is known. */
  readonly range: readonly [number, number] | undefined;
}

/** A term of the bound: at t = 0 it is L_0. */
export interface Term {
  readonly t: number;
  /** Nats of each example, a list for each draw of noise. */
  readonly draws: readonly Float64Array[];
  /** Mean squared error of the predicted x_0, over dimensions, examples and draws. */
  readonly squaredError: number;
}

/** The term at t from what the model has seen, one entry for each draw. Throws an Error where it is not finite. */
export function term(of: Terms, t: number, seen: readonly Seen[]): Term {
  const draws = seen.map((one) => costs(of, t, one, varianceAt(of, t, seen, one)));
  for (const nats of draws) {
    const wrong = nats.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new Error(
        `The term at t = ${t} is ${nats[wrong]} for example ${wrong}: look at what the model predicts there`,
      );
    }
  }
  return { t, draws, squaredError: mean(seen.map((one) => mean(squaredErrors(of.examples, one.x0)))) };
}

/** The nats that each example costs, summed over its dimensions in float64. */
function costs(
  { schedule, examples, decoder }: Terms,
  t: number,
  { x0 }: Seen,
  variance: VarianceOf,
): Float64Array {
  const { values, dims } = examples;
  if (t === 0 && decoder.levels !== null) {
    const at = typeof variance === "number" ? () => variance : variance;
    return sums(examples, (i) => decoder.cost(values[i], x0[i], at(i)));
  }
  const cost = (squaredError: number, of: number): number =>
    t === 0 ? gaussianCost(squaredError, of) : posteriorKl(schedule, t, { squaredError, variance: of });
  if (typeof variance === "function")
    return sums(examples, (i) => cost((values[i] - x0[i]) ** 2, variance(i)));
  // With one variance for all, the cost depends on the mean of the squares alone.
  return squaredErrors(examples, x0).map((squaredError) => dims * cost(squaredError, variance));
}

/** Mean squared error of each example's predicted x_0. */
const squaredErrors = (examples: Examples, x0: Float32Array): Float64Array =>
  sums(examples, (i) => (examples.values[i] - x0[i]) ** 2).map((sum) => sum / examples.dims);

/** Adds up `value` of every dimension of each example. */
export function sums({ count, dims }: Examples, value: (index: number) => number): Float64Array {
  const out = new Float64Array(count);
  for (let example = 0; example < count; example++) {
    let sum = 0;
    for (let i = example * dims; i < (example + 1) * dims; i++) sum += value(i);
    out[example] = sum;
  }
  return out;
}
