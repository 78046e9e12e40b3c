import type { Schedule } from "../../schedules/index.ts";
import { excess } from "./excess.ts";

/**
 * L_{t-1} of a dimension in nats, KL(q(x_{t-1} | x_t, x_0) || p(x_{t-1} | x_t)), for t from 1 to T - 1: DDPM (2006.11239),
 * equation 5. p has this variance, and the posterior's mean with the prediction in the place of x_0, of which
 * `squaredError` is the (mean) squared error.
 */
export function posteriorKl(
  schedule: Pick<Schedule, "posteriorMeanX0" | "posteriorVariance">,
  t: number,
  { squaredError, variance }: { squaredError: number; variance: number },
): number {
  const posterior = schedule.posteriorVariance[t];
  // The means differ by this much times x_0's error: means themselves would be equal in most of their digits.
  const distance = schedule.posteriorMeanX0[t] ** 2 * squaredError;
  return 0.5 * (excess((posterior - variance) / variance) + distance / variance);
}
