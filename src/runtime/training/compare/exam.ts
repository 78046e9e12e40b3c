import { tidy, type Tensor } from "../../core/tf.ts";
import { turn } from "../../core/turn.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import { timeAtFraction, timeAtLogSnr } from "../../diffusion/times/index.ts";
import { logSnrOf, type NoiseSchedule } from "../../schedules/index.ts";

/** What all variants are asked, so that their answers can be compared. */
export interface Exam {
  /** Data [B, ...] and the noise in it. */
  readonly x0: Tensor;
  readonly eps: Tensor;
  /** ln snr of the levels of noise, each for all of the data. */
  readonly logSnrs: readonly number[];
}

const levels = 10;

/** Levels of noise that lie evenly on this schedule. */
export const examLevels = (schedule: NoiseSchedule): number[] =>
  Array.from({ length: levels }, (_, i) =>
    logSnrOf(schedule.level(timeAtFraction(schedule, (i + 0.5) / levels))),
  );

/** The mean squared error of eps over the exam's levels, whatever a variant predicts and however it weighs. */
export async function epsError(denoiser: Denoiser, exam: Exam, signal: AbortSignal | null): Promise<number> {
  const { schedule } = denoiser;
  let total = 0;
  for (const logSnr of exam.logSnrs) {
    const t = timeAtLogSnr(schedule, logSnr);
    const error = tidy(() => {
      const { alpha, sigma } = schedule.level(t);
      const { eps } = denoiser(exam.x0.mul(alpha).add(exam.eps.mul(sigma)), t);
      return eps.sub(exam.eps).square().mean();
    });
    total += (await error.data())[0];
    error.dispose();
    await turn(signal);
  }
  return total / exam.logSnrs.length;
}
