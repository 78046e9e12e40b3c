import type { Nll } from "../../nll/nll.ts";
import { resamplesOf } from "../resamples.ts";
import { meanMeasure } from "./mean.ts";
import type { Compared, Measure } from "./measure.ts";

/** What held-out examples cost in bits a dimension. */
export function likelihoodMeasure(
  { kind, of, examples, dims, how }: Nll,
  { resamples, level, seed }: Compared,
): Measure {
  const own = resamplesOf(1, examples.length, resamples.samples.length, seed);
  return meanMeasure(
    {
      name: `−log2 p, bits/dim (${kind}${of === null ? "" : ` of a ${of}`}: ${how})`,
      better: "lower",
      resampled: "the examples that it is of",
    },
    examples.map((nats) => nats / dims / Math.LN2),
    own.reference,
    level,
  );
}
