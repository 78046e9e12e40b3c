import type { Schedule } from "../discrete/schedule.ts";
import { takenFrom } from "../discrete/taken-from.ts";
import { sectionTimesteps, type Sections } from "./sections.ts";

/**
 * The schedule of some of a schedule's steps, with the betas that lead from one to the next: 1 - alphaBar_t /
 * alphaBar_s where variance is preserved. A network that was trained on all steps is still given its own t (the
 * result's `original`). Which steps: sections, as guided-diffusion counts them, or the timesteps themselves in any
 * order. Throws a RangeError where they are not steps of the schedule, or one is there twice.
 */
export function respace(schedule: Schedule, which: Sections | { timesteps: readonly number[] }): Schedule {
  const kept =
    typeof which === "object" && "timesteps" in which
      ? [...which.timesteps].sort((a, b) => a - b)
      : sectionTimesteps(schedule.steps, which);
  if (!kept.length) throw new RangeError("timesteps is empty: keep at least one step");
  kept.forEach((t, i) => {
    if (Number.isInteger(t) && t >= 0 && t < schedule.steps && t !== kept[i - 1]) return;
    const rule = `each is a whole number from 0 to ${schedule.steps - 1}, once`;
    throw new RangeError(`Timestep ${t} cannot be kept of schedule "${schedule.name}": ${rule}`);
  });
  return takenFrom(schedule, kept, `${schedule.name}, ${kept.length} of ${schedule.steps} steps`);
}
