import type { Metric } from "./options.ts";

/** How many samples, and as many of the reference, a metric needs at least: those of neighbours one more than they count to. */
const least: Readonly<Record<Metric, number>> = {
  frechet: 2,
  kid: 2,
  mmd: 2,
  energy: 2,
  slicedWasserstein: 2,
  precisionRecall: 4,
  densityCoverage: 6,
  inceptionScore: 2,
};

/** Throws a RangeError where there are fewer examples than one of these metrics needs. */
export function expectEnough(metrics: readonly Metric[], samples: number, reference: number): void {
  const short = metrics.find((name) => Math.min(samples, reference) < least[name]);
  if (short === undefined) return;
  throw new RangeError(
    `"${short}" of evaluate needs at least ${least[short]} samples and as many of the reference, not ${samples} and ${reference}`,
  );
}
