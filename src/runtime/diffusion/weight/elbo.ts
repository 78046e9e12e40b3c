import { dataLevel, isDiscrete, snrOf, type ContinuousSchedule } from "../../schedules/index.ts";
import type { Instant } from "../instant.ts";
import { weight } from "./weight.ts";

/**
 * The ELBO's own weight of the squared error of x_0, in nats. With steps it is the factor in L_t of the posterior's
 * variance, (snr_{t-1} - snr_t) / 2: VDM (2107.00630), equation 14; at t = 0 that of a Gaussian decoder with the
 * variance of t = 1. The mean of the loss over t is then the sum of all L_t by T and by the numbers in an example, less
 * the decoder's constant. In continuous time it is -snr'(t) / 2: equation 17.
 */
export const elbo = weight({
  name: "elbo",
  of: "x0",
  at({ t, snr, schedule }: Instant) {
    if (!isDiscrete(schedule)) return (-(schedule as ContinuousSchedule).dLogSnr(t) / 2) * snr;
    if (t === 0) return 1 / (2 * Math.exp(schedule.posteriorLogVarianceClipped[0]));
    return (snrOf(t < 1 ? dataLevel : schedule.level(t - 1)) - snr) / 2;
  },
});
