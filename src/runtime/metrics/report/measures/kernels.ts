import { inView } from "../../in-view.ts";
import { medianDistance } from "../../kernels/bandwidth.ts";
import { atOnce } from "../../work.ts";
import { scatterOf } from "../interval.ts";
import { once } from "../resamples.ts";
import type { Compared, Measure } from "./measure.ts";
import { pairMeansEffort, pairMeansOf, type PairFunction, type PairMeans } from "./pairs.ts";

export const pairMetrics = ["kid", "mmd", "energy"] as const;
export type PairMetric = (typeof pairMetrics)[number];

interface Kind {
  readonly name: string;
  readonly of: PairFunction;
  readonly made: (aa: number, bb: number, ab: number) => number;
}

const resampled =
  "samples and reference; a pair of a sample with its own copy does not count. Too wide where the distributions are nearly equal";

/** MMD^2 under the kernels that were asked for, and the energy distance, without bias and over all pairs. */
export async function pairMeasures(of: Compared, wanted: readonly PairMetric[]): Promise<Measure[]> {
  const { samples, reference, resamples, level, signal } = of;
  const kinds = wanted.map((metric) => kindOf(metric, of));
  const counts = {
    a: [once(samples.count), ...resamples.samples],
    b: [once(reference.count), ...resamples.reference],
  };
  const means = await inView(
    wanted.join(", "),
    pairMeansEffort(samples, reference, kinds.length, counts.a.length),
    pairMeansOf(samples, reference, kinds.map((kind) => kind.of), counts), // prettier-ignore
    signal,
  );
  return kinds.map((kind, f) => {
    const [value, ...drawn] = valuesOf(kind, means[f]);
    const scatter = scatterOf(value, drawn, level);
    return {
      name: kind.name,
      value,
      interval: scatter?.interval ?? null,
      shift: scatter?.shift ?? null,
      better: "lower",
      counts: [samples.count, reference.count],
      resampled,
    };
  });
}

const valuesOf = ({ made }: Kind, { aa, bb, ab }: PairMeans): number[] =>
  Array.from(aa, (_, r) => made(aa[r], bb[r], ab[r]));

const discrepancy = (aa: number, bb: number, ab: number): number => aa + bb - 2 * ab;

function kindOf(metric: PairMetric, { samples, reference, seed }: Compared): Kind {
  if (metric === "energy") {
    return {
      name: "energy distance²",
      of: (squared) => Math.sqrt(squared),
      made: (aa, bb, ab) => 2 * ab - aa - bb,
    };
  }
  if (metric === "kid") {
    const { dim } = samples;
    // |x - y|^2 tells x y where the lengths are known.
    const of: PairFunction = (squared, x, y) => ((x + y - squared) / (2 * dim) + 1) ** 3;
    return { name: "KID", of, made: discrepancy };
  }
  const width = atOnce(medianDistance(samples, reference, seed));
  return {
    name: `MMD², Gaussian of width ${Number(width.toPrecision(4))}`,
    of: (squared) => Math.exp(squared / (-2 * width * width)),
    made: discrepancy,
  };
}
