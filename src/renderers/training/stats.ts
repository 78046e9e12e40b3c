import type { Training } from "../../protocol/index.ts";
import { clock, compact, duration, loss, whole } from "../text/number.ts";
import type { Run } from "./run.ts";

/** One figure with its name and its unit. */
export interface Stat {
  name: string;
  value: string;
  unit?: string;
}

const none = "\u2013";

/** The six figures under the title: where the run stands while it goes, what came out when it has ended. */
export function statsOf(
  run: Run,
  { batch, examples }: Training,
  stepsPerSecond: number | null,
  live: boolean,
): Stat[] {
  const { step, elapsed, best } = run.progress;
  const value = run.progress.loss;
  const rate = live ? stepsPerSecond : elapsed > 0 ? (step / elapsed) * 1000 : null;
  const throughput = { name: "throughput", value: rate === null ? none : speed(rate), unit: "steps/s" };
  const reading = value === null ? none : loss(value);
  if (live) {
    const left = rate ? ((run.planned - step) / rate) * 1000 : NaN;
    return [
      { name: "step", value: whole(step), unit: `of ${whole(run.planned)}` },
      { name: "loss", value: reading },
      throughput,
      { name: examples, value: rate === null ? none : `${compact(rate * batch)}/s` },
      { name: "elapsed", value: clock(elapsed) },
      { name: "remaining", value: clock(left) },
    ];
  }
  return [
    { name: "steps", value: whole(step), unit: step < run.planned ? `of ${whole(run.planned)}` : "" },
    { name: "final loss", value: reading },
    { name: "best loss", value: best ? loss(best.loss) : none },
    throughput,
    { name: `${examples} seen`, value: compact(step * batch) },
    { name: "time", value: elapsed > 0 ? duration(elapsed) : none },
  ];
}

/** Steps a second, as it is read. */
export const speed = (rate: number): string => (rate < 10 ? rate.toFixed(1) : whole(rate));

/** "2,000 steps in 13.5 s, best loss 0.340 at step 1,912" */
export function summary({ progress, planned }: Run): string {
  const { step, elapsed, best } = progress;
  const done = step < planned ? `${whole(step)} of ${whole(planned)} steps` : `${whole(step)} steps`;
  return `${done} in ${duration(elapsed)}${best ? `, best loss ${loss(best.loss)} at step ${whole(best.step)}` : ""}`;
}
