import { fill, ones, tensor, zeros, type Tensor } from "../../core/tf.ts";
import { readNow } from "../../core/read-now.ts";
import { readably } from "../../core/readably.ts";
import { isDiscrete, type NoiseSchedule } from "../../schedules/index.ts";
import type { Timestep } from "../at.ts";
import { instants } from "../instant.ts";
import type { Parameterization, Seen } from "./parameterization.ts";

const [data, noise] = [
  [0.5, -1, 0.25, 2, 1, -0.75],
  [-0.5, 1.5, 1, -1, 0.25, 2],
];
const shape = [2, 3];

/**
 * Tries a parameterization at the ends and in the middle of a schedule. Throws a RangeError where a value is not
 * finite although there is both data and noise in x_t, or where x_0 cannot be read although there is no data in it.
 */
export function expectParameterization(predict: Parameterization, schedule: NoiseSchedule): void {
  const what = `Parameterization "${predict.name}"`;
  for (const t of trials(schedule)) {
    const { alpha, sigma } = schedule.level(t);
    readably(() => {
      const at = instants(schedule, t, shape);
      const [x0, eps] = [tensor(data, shape), tensor(noise, shape)];
      const xt = x0.mul(at.alpha).add(eps.mul(at.sigma));
      if (alpha === 0 && !isFinite(predict.x0({ ...at, output: x0, xt }))) {
        throw new RangeError(
          `The schedule "${schedule.name}" ends in pure noise (alpha = 0), where predicting ${predict.name} says ` +
            `nothing about x_0: predict "v" or "x0"`,
        );
      }
      if (alpha === 0 || sigma === 0) return true;
      const output = predict.target({ ...at, x0, eps, xt });
      const read = { x0: predict.x0({ ...at, output, xt }), eps: predict.eps({ ...at, output, xt }) };
      for (const [part, value] of Object.entries({ target: output, ...read })) {
        if (isFinite(value)) continue;
        throw new RangeError(`${what}: ${part} is not finite at t = ${t} of schedule "${schedule.name}"`);
      }
      return true;
    });
  }
}

/** Whether x_0 is linear in the output, so that the error of one is a multiple of the other's. */
export function isLinear(predict: Parameterization, schedule: NoiseSchedule): boolean {
  const t = trials(schedule)[1];
  const read = (value: number): number =>
    readably(() => {
      const at = instants(schedule, t, [1, 1]);
      return numbersOf(predict.x0({ ...at, output: fill([1, 1], value), xt: zeros([1, 1]) }))[0];
    });
  const slope = read(1);
  return Math.abs(read(0)) < 1e-6 && Math.abs(read(-3) + 3 * slope) <= 1e-4 * Math.abs(slope);
}

/** Throws a RangeError unless it is, which lets a weight of one error be that of the other. */
export function expectLinear(predict: Parameterization, schedule: NoiseSchedule, weight: string): void {
  if (isLinear(predict, schedule)) return;
  throw new RangeError(
    `The weight ${weight} is that of an error of x_0 or eps, and parameterization "${predict.name}" does not read ` +
      `x_0 as a multiple of its output: give a weight of the output's own error, a function of { t, snr, ... }`,
  );
}

/** By how much x_0 or eps, as it is read, moves with the output at one t. */
export const slopeAt = (
  predict: Parameterization,
  of: "x0" | "eps",
  schedule: NoiseSchedule,
  t: number,
): number => readably(() => numbersOf(slope(predict, of, instants(schedule, t, [1])))[0]);

/**
 * Throws a RangeError where x_0, eps or a target cannot be had from an output: at an end of a schedule, where there is
 * only data or only noise, some outputs say nothing of the others, whatever they are.
 */
export function expectSays(
  what: string,
  schedule: NoiseSchedule,
  t: Timestep,
  wanted: (seen: Seen) => Tensor,
): void {
  const ends = new Set(typeof t === "number" ? [t] : Array.from(t));
  for (const end of ends) {
    if (!isEnd(schedule, end)) continue;
    const says = readably(() => {
      const seen = { output: tensor(noise, shape), xt: tensor(data, shape) };
      return isFinite(wanted({ ...instants(schedule, end, shape), ...seen }));
    });
    if (says) continue;
    throw new RangeError(
      `At an end of schedule "${schedule.name}" there is only data or only noise, where ${what}`,
    );
  }
}

/** Whether x_t is pure data or pure noise there, which leaves the other unknown. */
function isEnd(schedule: NoiseSchedule, t: number): boolean {
  const { alpha, sigma } = schedule.level(t);
  return alpha === 0 || sigma === 0;
}

/** By how much x_0 and eps, as they are read, move with the output: [B, 1, ...] or a scalar. */
export function slope(predict: Parameterization, of: "x0" | "eps", at: ReturnType<typeof instants>): Tensor {
  const one = ones(at.t.shape);
  return predict[of]({ ...at, output: one, xt: one.mul(0) });
}

/** The first t, one where data and noise are about equal, and the last. */
function trials(schedule: NoiseSchedule): readonly [number, number, number] {
  const [first, last] = schedule.range;
  const middle = schedule.timeAt(0);
  return [first, isDiscrete(schedule) ? Math.round(middle) : middle, last];
}

const isFinite = (value: Tensor): boolean => numbersOf(value).every(Number.isFinite);

const numbersOf = (value: Tensor) =>
  readNow(value, "The check of a parameterization", "make its tensors within its functions");
