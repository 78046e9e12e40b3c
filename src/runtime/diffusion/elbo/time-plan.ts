import { expectInteger } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import { channels } from "./channels.ts";
import type { Plan } from "./kind.ts";
import { mean, varianceOfMean } from "./statistics.ts";

/**
 * `draws` times `count` evenly spaced t of [first, 1], each time shifted at random as a whole: the low-discrepancy
 * sampler of VDM (2107.00630), appendix I.1. The draws say how far their mean may be off.
 */
export function planTimes(first: number, count: number, draws: number, seed: number): Plan {
  expectInteger("terms", count, 1);
  const shifts = stream(seed).split(channels.choice).uniform(draws);
  const weight = (1 - first) / (draws * count);
  const terms = Array.from({ length: draws * count }, (_, k) => {
    const [draw, place] = [Math.floor(k / count), k % count];
    return { t: first + (1 - first) * ((place + shifts[draw]) / count), weight };
  });
  const varianceOf = (shares: readonly number[]): number | null =>
    varianceOfMean(
      Array.from(shifts, (_, k) => draws * count * mean(shares.slice(k * count, (k + 1) * count))),
    );
  return { terms, drawn: true, varianceOf };
}
