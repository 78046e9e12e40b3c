import type { PerSample } from "../options.ts";
import { meanMeasure } from "./mean.ts";
import type { Compared, Measure } from "./measure.ts";

/** The mean of numbers of one's own. Throws a RangeError where there is not one finite number for each sample. */
export function perSampleMeasure(
  name: string,
  given: ArrayLike<number> | PerSample,
  { samples, resamples, level }: Compared,
): Measure {
  const { values, better } = "length" in given ? { values: given, better: "higher" as const } : given;
  if (values.length !== samples.count) {
    throw new RangeError(
      `"${name}" of perSample has ${values.length} numbers for ${samples.count} samples: one for each`,
    );
  }
  const wrong = Array.from(values).findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`"${name}" of perSample has ${values[wrong]} for sample ${wrong}`);
  return meanMeasure({ name, better, resampled: "samples" }, values, resamples.samples, level);
}
