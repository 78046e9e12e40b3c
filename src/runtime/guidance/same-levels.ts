import type { NoiseSchedule } from "../schedules/index.ts";

/** Throws a TypeError unless two schedules agree at both ends: denoisers that are mixed must mean the same by t. */
export function expectSameLevels(a: NoiseSchedule, b: NoiseSchedule): void {
  if (a === b) return;
  const ends = (schedule: NoiseSchedule) => schedule.range.map((t) => ({ t, ...schedule.level(t) }));
  const [of, other] = [ends(a), ends(b)];
  const same = of.every(({ t, alpha, sigma }, i) => {
    const there = other[i];
    return t === there.t && alpha === there.alpha && sigma === there.sigma;
  });
  if (!same) {
    throw new TypeError(
      `The denoisers are of different schedules, "${a.name}" and "${b.name}": make both from one diffusion`,
    );
  }
}
