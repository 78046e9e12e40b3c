import type { Overlay, TrainingProgress } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";
import { indexOf } from "../trajectory/playback.ts";
import { append, empty, type Growing } from "./series.ts";

/** An earlier run that is drawn beside this one. */
export interface Earlier {
  readonly name: string;
  readonly progress: TrainingProgress;
  readonly planned: number;
  /** What runs are compared by, with its moving average at the same steps. */
  readonly compared: Growing;
  readonly smooth: readonly number[];
  readonly gradNorm: Growing;
  readonly learningRate: Growing;
}

/** Earlier runs as a payload describes them. Throws a RangeError or BadPayload where their data is damaged. */
export function earlierRuns(overlay: Overlay | undefined): Earlier[] {
  return (overlay?.runs ?? []).map((run) => {
    const [compared, smooth, gradNorm, learningRate] = [empty(), empty(), empty(), empty()];
    append(compared, run.compared);
    append(smooth, run.smooth);
    append(gradNorm, run.gradNorm);
    append(learningRate, run.learningRate);
    if (smooth.steps.length !== compared.steps.length)
      throw new BadPayload(`the run “${run.name}” has an average of other steps than its values.`);
    const planned = run.progress.planned ?? run.steps;
    return {
      name: run.name,
      progress: run.progress,
      planned,
      compared,
      smooth: smooth.values,
      gradNorm,
      learningRate,
    };
  });
}

/** The moving average after a step, by the nearest step kept before it; null before the first and after the last. */
export function averageAt({ compared: { steps }, smooth, progress }: Earlier, step: number): number | null {
  if (step > progress.step || steps.length === 0 || step < steps[0]) return null;
  return smooth[indexOf(steps, step)];
}
