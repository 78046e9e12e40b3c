import { inView } from "../../in-view.ts";
import { inBalls, type InBalls } from "../../neighbours/balls.ts";
import { squaredRadii } from "../../neighbours/radii.ts";
import type { Work } from "../../work.ts";
import { meanMeasure } from "./mean.ts";
import type { Compared, Measure } from "./measure.ts";

const balls = "while all balls stay as they are: copies of a sample would make its ball a point";

/** Improved precision and recall, by the third neighbour. */
export async function precisionRecallMeasures(of: Compared, k = 3): Promise<Measure[]> {
  const { samples, reference, resamples, level, signal } = of;
  const effort = (samples.count + reference.count) ** 2 * samples.dim;
  const { amongReal, amongFake } = await inView("precision and recall", effort, both(of, k), signal);
  const counts = [samples.count, reference.count] as const;
  return [
    meanMeasure(
      { name: "precision", better: "higher", counts, resampled: `samples, ${balls}` },
      amongReal.holders.map(isHit),
      resamples.samples,
      level,
    ),
    meanMeasure(
      { name: "recall", better: "higher", counts, resampled: `reference, ${balls}` },
      amongFake.holders.map(isHit),
      resamples.reference,
      level,
    ),
  ];
}

/** Density and coverage, by the fifth neighbour. */
export async function densityCoverageMeasures(of: Compared, k = 5): Promise<Measure[]> {
  const { samples, reference, resamples, level, signal } = of;
  const effort = (samples.count + reference.count) * reference.count * samples.dim;
  const { held, holders } = await inView("density and coverage", effort, aroundReference(of, k), signal);
  const counts = [samples.count, reference.count] as const;
  return [
    meanMeasure(
      { name: "density", better: "near 1", counts, resampled: `samples, ${balls}` },
      Float64Array.from(holders, (count) => count / k),
      resamples.samples,
      level,
    ),
    meanMeasure(
      { name: "coverage", better: "higher", counts, resampled: `reference, ${balls}` },
      held.map(isHit),
      resamples.reference,
      level,
    ),
  ];
}

const isHit = (count: number): number => (count > 0 ? 1 : 0);

function* both(
  { samples, reference }: Compared,
  k: number,
): Work<{ amongReal: InBalls; amongFake: InBalls }> {
  const amongReal = yield* inBalls(reference, yield* squaredRadii(reference, k), samples, true);
  const amongFake = yield* inBalls(samples, yield* squaredRadii(samples, k), reference, true);
  return { amongReal, amongFake };
}

function* aroundReference({ samples, reference }: Compared, k: number): Work<InBalls> {
  return yield* inBalls(reference, yield* squaredRadii(reference, k), samples, false);
}
