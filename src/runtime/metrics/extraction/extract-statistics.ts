import { rm } from "node:fs/promises";
import type { Tensor } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { loadPartial, savePartial } from "../statistics/partial.ts";
import type { RunningStatistics } from "../statistics/running.ts";
import { statistics } from "../statistics/statistics.ts";
import { featuresOf } from "./extract.ts";
import type { Extractor } from "./extractor.ts";
import { expectFilled, expectWithin, type Extent } from "./range.ts";

/** Images that are made or read when their turn comes. */
export interface ImageSource {
  readonly count: number;
  /** Images [to - from, ...] of these places, the same whenever they are asked for; they are freed afterwards. */
  readonly images: (from: number, to: number) => Tensor | Promise<Tensor>;
}

export interface ExtractStatisticsOptions {
  /** The range of the images; the extractor's unless given. */
  range?: readonly [number, number];
  /** Images at a time; what the extractor says unless given, else 64. */
  batch?: number;
  /** Where to keep what has been done, each minute and at an early end; the next call goes on from there. */
  resume?: string | URL;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** Milliseconds between two writings of the file. */
const pace = 60_000;

/**
 * Mean and covariance of the features of more images than fit into memory: a batch at a time is made, looked at and freed.
 * With `resume` an interrupt loses nothing but the batch that it falls into: the file holds what has been summed up, and is
 * removed at the end. Throws a RangeError as `extract` does, and for a file of another extractor or of other images, which
 * the features of the first one show.
 *
 *     const samples = { count: 50_000, images: (from: number, to: number) => draw(to - from, { seed: from }) };
 *     await saveStatistics(await extractStatistics(samples, inception, { resume: "samples.partial" }), "samples.npz");
 */
export async function extractStatistics(
  source: ImageSource,
  extractor: Extractor,
  options: ExtractStatisticsOptions = {},
): Promise<RunningStatistics> {
  expectOptions("extractStatistics", options, ["range", "batch", "resume", "signal"]);
  const { range = extractor.range, batch = extractor.batch ?? 64, resume, signal: given } = options;
  const { count: total } = source;
  expectInteger("batch of extractStatistics", batch, 1);
  expectInteger("count of extractStatistics", total, 1);
  const signal = signalFor(given);
  const seen: Extent = { low: Infinity, high: -Infinity };
  const rowsOf = (from: number, to: number) => rowsBetween(source, extractor, { from, to, range, seen });

  const begun = resume ? await loadPartial(resume, { extractor: extractor.name, total }, given) : null;
  if (begun) expectSame((await rowsOf(0, 1))[0], begun.first, String(resume));
  let done = begun?.statistics ?? null;
  let first = begun?.first ?? null;
  const keep = async () => {
    if (resume && done && first) await savePartial({ statistics: done, total, first }, resume);
  };

  const bar = workBar(total, extractor.name);
  bar.step(done?.count ?? 0);
  let keptAt = performance.now();
  try {
    for (let from = done?.count ?? 0; from < total; from += batch) {
      signal?.throwIfAborted();
      const to = Math.min(from + batch, total);
      const rows = await rowsOf(from, to);
      done = done
        ? await done.add(rows)
        : await statistics(rows, { extractor: extractor.name, signal: given });
      first ??= rows[0];
      bar.step(to - from);
      if (performance.now() - keptAt > pace) {
        await keep();
        keptAt = performance.now();
      }
      await turn(signal);
    }
  } catch (error) {
    await keep();
    throw error;
  } finally {
    bar.end();
  }
  if (!begun) expectFilled(seen, range);
  if (resume) await rm(resume, { force: true });
  return done!; // there is at least one image
}

interface Between {
  readonly from: number;
  readonly to: number;
  readonly range: readonly [number, number];
  readonly seen: Extent;
}

async function rowsBetween(
  { images }: ImageSource,
  extractor: Extractor,
  { from, to, range, seen }: Between,
): Promise<Float64Array[]> {
  const part = await images(from, to);
  try {
    if (part.shape[0] !== to - from) {
      throw new RangeError(
        `The source made images ${shapeText(part.shape)} for ${from} to ${to}: ${to - from} are wanted`,
      );
    }
    await expectWithin(part, range, seen);
    return await featuresOf(part, extractor, range);
  } finally {
    part.dispose();
  }
}

/** Rounding may differ with the size of a batch and the backend; other images are further away. */
function expectSame(now: Float64Array, before: Float64Array, path: string): void {
  const size = Math.max(...before.map(Math.abs));
  if (now.length === before.length && now.every((x, i) => Math.abs(x - before[i]) <= 1e-3 * size)) return;
  throw new RangeError(
    `${path} cannot be gone on from: the first image has other features now. Remove the file to begin anew`,
  );
}
