import type { NoiseSchedule } from "../../schedules/index.ts";
import { expectContinuous } from "./continuous.ts";
import type { Data, Kind } from "./kind.ts";
import type { Seen } from "./look.ts";
import type { ElboOptions } from "./options.ts";
import { sums, termOf } from "./term.ts";
import { planTimes } from "./time-plan.ts";
import { entrance } from "../ode/path.ts";

/** The bound in continuous time. Throws a RangeError for options that do not go with it. */
export function byTime(schedule: NoiseSchedule, options: ElboOptions): Kind {
  const continuous = expectContinuous(schedule);
  const { decoderVariance, draws = 2, clip, seed = 0 } = options;
  if (options.variance !== undefined) {
    throw new RangeError(
      `variance is that of a step, and "${schedule.name}" is a schedule of continuous time: leave it out, or choose ` +
        `the decoder's with decoderVariance`,
    );
  }
  const first = entrance(schedule);
  const { alpha, sigma } = schedule.level(first);
  return {
    plan: planTimes(first, options.terms ?? 64, draws, seed),
    draws: 1,
    first,
    term(data, t, seen) {
      const rate = -continuous.dLogSnr(t) / 2;
      const snr = Math.exp(continuous.logSnr(t));
      return termOf(data.examples, t, seen, (one) => rates(data, one, rate, clip ? snr : null));
    },
    decoded: (data, seen) =>
      termOf(data.examples, first, seen, (one) =>
        data.decoder.levels === null
          ? gaussian(data, one, decoderVariance ?? (sigma / alpha) ** 2)
          : levels(data, one, sigma / alpha, data.decoder.levels),
      ),
    variance: () => null,
  };
}

/**
 * What the bound grows by per unit of t: 1/2 (-d ln snr / dt) |eps - predicted eps|^2, VDM (2107.00630), equation 17.
 * Its integral depends on the ends of the schedule alone. Where x_0 is clipped, eps is what goes with it: then `snr`
 * times the squared error of x_0 stands for that of eps.
 */
const rates = (
  { examples }: Data,
  { x0, eps, noise }: Seen,
  rate: number,
  snr: number | null,
): Float64Array =>
  snr === null
    ? sums(examples, (i) => rate * (noise[i] - eps[i]) ** 2)
    : sums(examples, (i) => rate * snr * (examples.values[i] - x0[i]) ** 2);

const gaussian = ({ examples, decoder }: Data, { x0 }: Seen, variance: number): Float64Array =>
  sums(examples, (i) => decoder.cost(examples.values[i], x0[i], variance));

const levels = ({ examples }: Data, { noise }: Seen, deviation: number, count: number): Float64Array =>
  sums(examples, (i) => levelCost(examples.values[i], deviation * noise[i], deviation, count));

/** Levels further away than this many standard deviations count for nothing in float64. */
const farthest = 40;

/**
 * -ln p(x | z) of a level x in nats, where z = x + `offset` has noise of this deviation and p is in proportion to
 * q(z | x): VDM (2107.00630), section 3.3.
 */
export function levelCost(x: number, offset: number, deviation: number, count: number): number {
  const width = 2 / (count - 1);
  const level = Math.round((x + 1) / width);
  const reach = Math.ceil((farthest * deviation + Math.abs(offset)) / width);
  let sum = 0;
  for (let k = Math.max(0, level - reach); k <= Math.min(count - 1, level + reach); k++) {
    const distance = (offset - (k - level) * width) / deviation;
    sum += Math.exp(0.5 * ((offset / deviation) ** 2 - distance ** 2));
  }
  return Math.log(sum);
}
