import { signalFor } from "../../../core/turn.ts";
import type { Points } from "../../features.ts";
import { frechetDistance, type FrechetDistance } from "../../frechet/distance.ts";
import { partsEffort, partsOf, type Side } from "../../frechet/compare.ts";
import { inView } from "../../in-view.ts";
import { covarianceOf, momentsOf } from "../../statistics/moments.ts";
import type { Work } from "../../work.ts";
import { rowsOf } from "../rows.ts";
import { scatterOf } from "../interval.ts";
import type { Counts } from "../resamples.ts";
import type { Compared, Measure } from "./measure.ts";

/** Multiplications that the resamples may take: minutes. */
const mostEffort = 3e11;

/** The Fréchet distance and what speaks against it. */
export async function frechetMeasure(
  of: Compared,
): Promise<{ measures: Measure[]; warnings: readonly string[] }> {
  const { samples, reference, resamples, level, signal } = of;
  const found: FrechetDistance = await frechetDistance(
    rowsOf(samples),
    rowsOf(reference),
    signal ? { signal } : {},
  );
  const { dim } = samples;
  const side = (points: Points): Side => ({ mean: new Float64Array(dim), source: sourceShape(points) });
  const each = partsEffort(side(samples), side(reference)) + (samples.count + reference.count) * dim * dim;
  const effort = each * resamples.samples.length;
  const asked = resamples.samples.length > 0;
  const affordable = effort <= mostEffort;
  const drawn =
    asked && affordable ? await inView("Fréchet distance of resamples", effort, distances(of), signal) : [];
  signalFor(signal)?.throwIfAborted();
  const scatter = scatterOf(found.distance, drawn, level, 0);
  return {
    measures: [
      {
        name: "Fréchet distance",
        value: found.distance,
        interval: scatter?.interval ?? null,
        shift: scatter?.shift ?? null,
        better: "lower",
        counts: [samples.count, reference.count],
        resampled:
          asked && !affordable
            ? `nothing: ${resamples.samples.length} distances in ${dim} dimensions would take too long; frechetError gives a standard error with ten`
            : "samples and reference. It is biased by few samples, and resamples, with fewer distinct ones, have more of that: the interval is moved back onto the value, and says nothing of the bias",
      },
    ],
    warnings: found.warnings,
  };
}

const sourceShape = (points: Points): Side["source"] =>
  points.count <= points.dim ? { samples: points } : { covariance: new Float64Array(0) };

function* distances({ samples, reference, resamples }: Compared): Work<number[]> {
  const found: number[] = [];
  for (const [b, counts] of resamples.samples.entries()) {
    const a = yield* sideOf(samples, counts);
    const { meanPart, covariancePart } = yield* partsOf(a, yield* sideOf(reference, resamples.reference[b]));
    found.push(meanPart + covariancePart);
  }
  return found;
}

/** Small sets by their samples and large ones by their covariances, as `frechetDistance` has them. */
function* sideOf(points: Points, counts: Counts): Work<Side> {
  const drawn = repeated(points, counts);
  const { mean, ...rest } = yield* momentsOf(drawn);
  const moments = { mean, ...rest };
  return {
    mean,
    source: points.count <= points.dim ? { samples: drawn } : { covariance: covarianceOf(moments) },
  };
}

/** Each row as often as it was drawn. */
function repeated({ values, count, dim }: Points, counts: Counts): Points {
  const drawn = new Float64Array(values.length);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dim, (i + 1) * dim);
    for (let k = 0; k < counts[i]; k++, at += dim) drawn.set(row, at);
  }
  return { values: drawn, count, dim };
}
