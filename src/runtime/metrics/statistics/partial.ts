// Statistics that are not complete yet, in a file from which to go on: an .npz with the sums themselves.
import { readFile } from "node:fs/promises";
import { zipSync, type Unzipped, type Zippable } from "fflate";
import { decodeNpy, decodeNpyText, encodeNpy, encodeNpyText, type StoredArray } from "./npy.ts";
import { unzipped, within } from "./npz.ts";
import { replaceFile } from "../../core/replace-file.ts";
import { RunningStatistics } from "./running.ts";
import { sampleCount, type Sums } from "./sums.ts";
import { joinedPoints } from "../features.ts";

/** How far the statistics of a set of samples have come. */
export interface Partial {
  readonly statistics: RunningStatistics;
  /** How many samples the set has. */
  readonly total: number;
  /** The features of its first sample, by which it is known again. */
  readonly first: Float64Array;
}

export async function savePartial({ statistics, total, first }: Partial, path: string | URL): Promise<void> {
  const { dim, sums, extractor } = statistics;
  const rest = joinedPoints(sums.waiting, dim);
  const array = (shape: number[], values: Float64Array) => encodeNpy({ shape, values });
  const entries: Zippable = {
    "total.npy": array([], Float64Array.of(total)),
    "first.npy": array([dim], first),
    "waiting.npy": array([rest.count, dim], rest.values),
    "extractor.npy": encodeNpyText(extractor ?? ""),
  };
  if (sums.moments) {
    const { count, mean, scatter } = sums.moments;
    entries["count.npy"] = array([], Float64Array.of(count));
    entries["mean.npy"] = array([dim], mean);
    entries["scatter.npy"] = array([dim, dim], scatter);
  }
  await replaceFile(path, zipSync(entries, { level: 0 }));
}

/**
 * What `savePartial` wrote, or null where there is no file. Throws a RangeError for a file of anything else, of another
 * extractor, or of a set of another size.
 */
export async function loadPartial(
  path: string | URL,
  { extractor, total }: { extractor: string; total: number },
  signal: AbortSignal | undefined,
): Promise<Partial | null> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  });
  if (!bytes) return null;
  try {
    const entries = unzipped(bytes);
    const first = part(entries, "first").values;
    const said = part(entries, "total").values[0];
    const name = within(entries, "extractor", decodeNpyText);
    if (name !== extractor)
      throw new RangeError(`it is of the extractor "${name ?? ""}", not "${extractor}"`);
    if (said !== total) throw new RangeError(`it is of ${said} images, not of ${total}`);
    const sums = sumsOf(entries, first.length);
    if (sampleCount(sums) > total) throw new RangeError(`it has ${sampleCount(sums)} of ${total} images`);
    return { statistics: new RunningStatistics(extractor, first.length, sums, signal), total, first };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`${String(path)} cannot be gone on from: ${cause.message}`, { cause });
  }
}

function sumsOf(entries: Unzipped, dim: number): Sums {
  const { shape, values } = part(entries, "waiting");
  const waiting = { count: shape[0], dim, values };
  expectNumbers("waiting", values, waiting.count * dim);
  if (!Object.hasOwn(entries, "mean.npy")) return { moments: null, waiting: [waiting] };
  const [count] = part(entries, "count").values;
  const [mean, scatter] = [part(entries, "mean").values, part(entries, "scatter").values];
  expectNumbers("mean", mean, dim);
  expectNumbers("scatter", scatter, dim * dim);
  return { moments: { count, mean, scatter }, waiting: waiting.count > 0 ? [waiting] : [] };
}

function part(entries: Unzipped, name: string): StoredArray {
  const array = within(entries, name, decodeNpy);
  if (!array) throw new RangeError(`it has no ${name}: it is no file of unfinished statistics`);
  return array;
}

function expectNumbers(name: string, values: Float64Array, size: number): void {
  if (values.length !== size || !values.every(Number.isFinite)) {
    throw new RangeError(`its ${name} is not ${size} finite numbers`);
  }
}
