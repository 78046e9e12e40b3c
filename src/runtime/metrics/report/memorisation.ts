import { median, quantile } from "../../inference/diagnostics/quantile.ts";
import { expectSameDim, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { eachTile } from "../neighbours/distances.ts";
import type { Work } from "../work.ts";
import { scatterOf, type Interval } from "./interval.ts";
import { once, type Counts, type Resamples } from "./resamples.ts";

/** Of each point the nearest of a set, and its distance. */
export interface Nearest {
  readonly index: Int32Array;
  readonly distance: Float64Array;
}

/** How near samples lie to the examples that were trained on, beside examples that were held out. */
export interface Memorisation {
  /** What distances are of. */
  readonly by: "pixels" | "features";
  /** Median distance of a sample to its nearest training example, over that of a held-out one: about 1 where nothing is memorised. */
  readonly ratio: number;
  readonly ratioInterval: Interval | null;
  /** Share of samples that lie nearer to training than all but 5 % of what was held out: 0.05 where nothing is memorised. */
  readonly near: number;
  readonly nearInterval: Interval | null;
  /** Share of samples that are a training example to the last digit. */
  readonly copies: number;
  /** Share of held-out examples that are: they would not be held out. */
  readonly heldOutCopies: number;
  /** Of each sample. */
  readonly nearest: Nearest;
}

const share = 0.05;

/** Compares distances to the training set of samples and of what was held out from it, which both ask the same set. */
export async function memorisation(
  by: Memorisation["by"],
  sets: { readonly samples: Points; readonly heldOut: Points; readonly training: Points },
  { resamples, level, signal }: { resamples: Resamples; level: number; signal: AbortSignal | undefined },
): Promise<Memorisation> {
  const { samples, heldOut, training } = sets;
  expectSameDim("evaluate", samples, training);
  const effort = (samples.count + heldOut.count) * training.count * training.dim;
  const [nearest, held] = await inView(`nearest training examples by ${by}`, effort, both(sets), signal);
  const of = (drawn: Counts, reference: Counts) => {
    const [a, b] = [repeated(nearest.distance, drawn), repeated(held.distance, reference)];
    const edge = quantile(b, share);
    return { ratio: median(a) / median(b), near: a.filter((d) => d < edge).length / a.length };
  };
  const value = of(once(samples.count), once(heldOut.count));
  const drawn = resamples.samples.map((counts, b) => of(counts, resamples.reference[b]));
  const scatter = (name: "ratio" | "near") =>
    scatterOf(
      value[name],
      drawn.map((one) => one[name]),
      level,
      0,
    )?.interval ?? null;
  const zeros = ({ distance }: Nearest) => distance.filter((d) => d === 0).length / distance.length;
  return {
    by,
    ratio: value.ratio,
    ratioInterval: scatter("ratio"),
    near: value.near,
    nearInterval: scatter("near"),
    copies: zeros(nearest),
    heldOutCopies: zeros(held),
    nearest,
  };
}

function* both({ samples, heldOut, training }: Record<"samples" | "heldOut" | "training", Points>) {
  return [yield* nearestOf(samples, training), yield* nearestOf(heldOut, training)] as const;
}

/** Of each point the nearest of a set. */
export function* nearestOf(points: Points, set: Points): Work<Nearest> {
  const index = new Int32Array(points.count).fill(-1);
  const distance = new Float64Array(points.count).fill(Infinity);
  yield* eachTile(points, set, ({ i0, j0, rows, columns, values }) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        if (values[i * columns + j] >= distance[i0 + i]) continue;
        distance[i0 + i] = values[i * columns + j];
        index[i0 + i] = j0 + j;
      }
    }
  });
  return { index, distance: distance.map(Math.sqrt) };
}

function repeated(values: Float64Array, counts: Counts): Float64Array {
  const drawn = new Float64Array(values.length);
  let at = 0;
  for (let i = 0; i < values.length; i++) for (let n = counts[i]; n > 0; n--) drawn[at++] = values[i];
  return drawn;
}

/** What of it is to be said before any number. */
export function memorisationWarnings(found: readonly Memorisation[]): string[] {
  return found.flatMap(({ by, near, nearInterval, copies, heldOutCopies }) => [
    ...(heldOutCopies > 0.5
      ? [
          `By ${by}, ${percent(heldOutCopies)} of the reference are training examples: it is no baseline of memorisation, so give a reference that was held out`,
        ]
      : []),
    ...(copies > 0
      ? [`By ${by}, ${percent(copies)} of the samples are training examples, number by number`]
      : []),
    ...((nearInterval?.low ?? near) > 2 * share
      ? [
          `By ${by}, ${percent(near)} of the samples lie nearer to a training example than ${percent(1 - share)} of the held-out ones do: the model repeats what it was trained on`,
        ]
      : []),
  ]);
}

const percent = (of: number): string => `${Number((100 * of).toPrecision(2))} %`;
