import type { Points } from "../../features.ts";
import { inView } from "../../in-view.ts";
import { quantileDistance } from "../../sliced/quantile-distance.ts";
import { directionsOf, projected } from "../../sliced/sliced-wasserstein.ts";
import type { Work } from "../../work.ts";
import { scatterOf } from "../interval.ts";
import { once, type Counts } from "../resamples.ts";
import type { Compared, Measure } from "./measure.ts";

const directions = 256;

/** The sliced Wasserstein distance of order 2, along 256 directions. */
export async function slicedMeasure(of: Compared): Promise<Measure> {
  const { samples, reference, resamples, level, signal } = of;
  const both = samples.count + reference.count;
  const effort = directions * both * (samples.dim + 20 + 4 * resamples.samples.length);
  const [value, ...drawn] = await inView("sliced Wasserstein", effort, distances(of), signal);
  const scatter = scatterOf(value, drawn, level, 0);
  return {
    name: "sliced Wasserstein",
    value,
    interval: scatter?.interval ?? null,
    shift: scatter?.shift ?? null,
    better: "lower",
    counts: [samples.count, reference.count],
    resampled:
      "samples and reference, along the same directions. It is above 0 of equal distributions too, and more so of resamples: the interval is moved back onto the value",
  };
}

function* distances({ samples, reference, resamples, seed }: Compared): Work<number[]> {
  const countsA = [once(samples.count), ...resamples.samples];
  const countsB = [once(reference.count), ...resamples.reference];
  const sums = new Float64Array(countsA.length);
  const some = directionsOf(samples.dim, directions, seed);
  const both = samples.count + reference.count;
  for (const direction of some) {
    const [a, b] = [sorted(samples, direction), sorted(reference, direction)];
    for (let r = 0; r < sums.length; r++) {
      sums[r] += quantileDistance(repeated(a, countsA[r]), repeated(b, countsB[r]), 2) / some.length;
      yield 4 * both;
    }
    yield both * (samples.dim + 20);
  }
  return Array.from(sums, Math.sqrt);
}

interface Sorted {
  readonly values: Float64Array;
  /** Which sample stands where. */
  readonly order: Uint32Array;
}

function sorted(points: Points, direction: Float64Array): Sorted {
  const along = projected(points, direction);
  const order = Uint32Array.from(along, (_, i) => i).sort((i, j) => along[i] - along[j]);
  return { values: Float64Array.from(order, (i) => along[i]), order };
}

/** Sorted values, each as often as its sample was drawn. */
function repeated({ values, order }: Sorted, counts: Counts): Float64Array {
  const drawn = new Float64Array(values.length);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    for (let n = counts[order[i]]; n > 0; n--) drawn[at++] = values[i];
  }
  return drawn;
}
