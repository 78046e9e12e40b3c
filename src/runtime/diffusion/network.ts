import { concat, fill, split, tensor1d, zerosLike, type Tensor, type Tensor1D } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import type { NoiseSchedule } from "../schedules/index.ts";
import type { Timestep } from "./at.ts";
import { instant, instants, type Instant, type Instants } from "./instant.ts";
import type { Predictor } from "./model.ts";
import type { Parameterization } from "./parameterization/index.ts";

/** How a network is asked, and how its answer is read. */
export interface Reading {
  readonly schedule: NoiseSchedule;
  readonly predict: Parameterization;
  /** What the second half of its channels says of the variance; null where there is none. */
  readonly variance: "range" | "free" | null;
  /** How often it is trained with an estimate of x_0, joined to x_t along the last axis; 0 for a network without one. */
  readonly selfCondition: number;
  /** What it is given as t. */
  readonly time: (at: Instant) => number;
}

export interface Answer {
  readonly at: Instants;
  /** What `predict` reads, of the shape of x_t. */
  readonly output: Tensor;
  /** What is said of the variance, of the shape of x_t too. */
  readonly variance: Tensor | null;
}

/** Asks a network about x_t [B, ...]; without an estimate of x_0 it gets zeros in its place. `at` is t's where it is there already. */
export function ask(
  { schedule, predict, variance, selfCondition, time }: Reading,
  model: Predictor,
  xt: Tensor,
  t: Timestep,
  {
    estimate,
    condition,
    at = instants(schedule, t, xt.shape),
  }: { estimate?: Tensor | undefined; condition?: Tensor | undefined; at?: Instants } = {},
): Answer {
  const scaled = predict.input ? xt.mul(at.scale(predict.input)) : xt;
  const axis = xt.rank - 1;
  const input = selfCondition ? concat([scaled, estimate ?? zerosLike(xt)], axis) : scaled;
  const times = timesFor(schedule, time, t, xt.shape[0]);
  const answer = condition ? model(input, times, condition) : model(input, times);
  expectShape(answer, xt, variance !== null);
  if (variance === null) return { at, output: answer, variance: null };
  const [output, second] = split(answer, 2, axis);
  return { at, output, variance: second };
}

function timesFor(
  schedule: NoiseSchedule,
  time: (at: Instant) => number,
  t: Timestep,
  batch: number,
): Tensor1D {
  if (typeof t === "number") return fill<Tensor1D["rankType"]>([batch], time(instant(schedule, t)));
  return tensor1d(
    Float32Array.from(t, (one) => time(instant(schedule, one))),
    "float32",
  );
}

/** Throws a RangeError unless the output has the shape of x_t, or twice its channels where a variance is learned. */
export function expectShape(output: Tensor, xt: Tensor, twice = false): void {
  const wanted = xt.shape.map((length, axis) => (twice && axis === xt.rank - 1 ? 2 * length : length));
  if (shapeText(output.shape) === shapeText(wanted)) return;
  const why = twice ? `with a learned variance it must be ${shapeText(wanted)}` : "the shapes must be equal";
  throw new RangeError(
    `The model turns x_t of shape ${shapeText(xt.shape)} into ${shapeText(output.shape)}: ${why}`,
  );
}
