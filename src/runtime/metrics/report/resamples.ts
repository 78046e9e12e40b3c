import { stream } from "../../random/index.ts";

/** How often each sample of a set is in a resample. */
export type Counts = Uint16Array;

/** Resamples of two sets, each drawn apart from the other. */
export interface Resamples {
  readonly samples: readonly Counts[];
  readonly reference: readonly Counts[];
}

/** Bootstrap resamples: of each set as many as it has, drawn with repetition. */
export function resamplesOf(samples: number, reference: number, resamples: number, seed: number): Resamples {
  const drawn = (name: string, count: number): Counts[] =>
    Array.from({ length: resamples }, (_, b) => {
      const counts = new Uint16Array(count);
      for (const i of stream(seed).split(`bootstrap ${name}`).split(b).integers(count, count)) counts[i]++;
      return counts;
    });
  return { samples: drawn("samples", samples), reference: drawn("reference", reference) };
}

/** Each number as it is, once. */
export const once = (count: number): Counts => new Uint16Array(count).fill(1);

/** The mean of numbers, each as often as it was drawn. */
export function drawnMean(values: ArrayLike<number>, counts: Counts): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] * values[i];
    total += counts[i];
  }
  return sum / total;
}
