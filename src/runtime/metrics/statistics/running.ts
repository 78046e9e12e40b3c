import { signalFor } from "../../core/turn.ts";
import { expectSameDim, joinedPoints, pointsOf, type Features, type Points } from "../features.ts";
import { inSlices } from "../work.ts";
import { expectSameExtractor } from "./extractor.ts";
import { covarianceOf, meanOf, mergedMean } from "./moments.ts";
import type { Statistics } from "./statistics.ts";
import { allMoments, mergedSums, sampleCount, settled, type Sums } from "./sums.ts";

/** Statistics that take in further samples: what `statistics` returns. */
export class RunningStatistics implements Statistics {
  readonly extractor: string | null;
  readonly dim: number;
  readonly #signal: AbortSignal | undefined;
  #sums: Sums;
  /** Additions that nobody waited for come one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(extractor: string | null, dim: number, sums: Sums, signal: AbortSignal | undefined) {
    this.extractor = extractor;
    this.dim = dim;
    this.#sums = sums;
    this.#signal = signal;
  }

  get count(): number {
    return sampleCount(this.#sums);
  }

  get samples(): Points | null {
    return this.#sums.moments ? null : joinedPoints(this.#sums.waiting, this.dim);
  }

  /** What they are kept as, for a file from which to go on. */
  get sums(): Sums {
    return this.#sums;
  }

  mean(): Float64Array {
    const { moments, waiting } = this.#sums;
    const rest = joinedPoints(waiting, this.dim);
    if (!moments) return meanOf(rest);
    return rest.count === 0
      ? moments.mean.slice()
      : mergedMean(moments, { count: rest.count, mean: meanOf(rest) });
  }

  async covariance(): Promise<Float64Array> {
    if (this.count < 2) throw new RangeError(`A covariance needs at least 2 samples, not ${this.count}`);
    return covarianceOf(await inSlices(allMoments(this.#sums, this.dim), signalFor(this.#signal)));
  }

  /**
   * Takes in features [N, D] of N >= 1 more samples, and returns itself. Throws a RangeError for another shape and for
   * numbers that are not finite; nothing of that batch counts then.
   */
  add(features: Features): Promise<this> {
    // Read at once: whoever gives a tensor may free it before its turn comes.
    const read = pointsOf("statistics", features, 1);
    const before = this.#last;
    const added = (async () => {
      const points = await read;
      await before;
      expectSameDim("statistics", this, points);
      await this.#take(mergedSums(this.#sums, { moments: null, waiting: [points] }));
      return this;
    })();
    this.#last = added.catch(() => undefined);
    return added;
  }

  /**
   * Statistics of the samples of both: those of all together but for rounding. Both stay as they are. Throws a RangeError
   * for features of another length, a TypeError for those of another extractor.
   */
  async merge(other: RunningStatistics): Promise<RunningStatistics> {
    expectSameDim("statistics", this, other);
    expectSameExtractor(this, other);
    const both = new RunningStatistics(this.extractor ?? other.extractor, this.dim, this.#sums, this.#signal);
    await both.#take(mergedSums(this.#sums, other.#sums));
    return both;
  }

  async #take(sums: Sums): Promise<void> {
    this.#sums = await inSlices(settled(sums, this.dim), signalFor(this.#signal));
  }
}
