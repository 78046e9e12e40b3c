import { judged } from "./judged.ts";
import { keeping } from "./kept.ts";
import { chosenOptions, type EvaluateOptions } from "./options.ts";
import type { Report } from "./result.ts";
import type { Examples } from "./seen.ts";

/**
 * Judges samples beside a reference by many measures in one report: a table with bootstrap intervals that shows itself, and
 * JSON. Both are tensors [N, ...], or made when their turn comes; with `training` it looks for memorisation too, and shows the
 * samples that lie nearest to what was trained on. The reference is then what was held out.
 *
 * What is drawn again for an interval is said with each measure. An interval is of the value of as many samples: it says nothing
 * of a measure's bias by their number, which `shift` hints at, so compare reports of as many samples alone. Throws a TypeError
 * or RangeError for options that cannot be, and as `extract` and the measures do. With `resume` an interrupt loses nothing but
 * the batch that it falls into.
 *
 *     const report = await evaluate(samples, test.images, { extractor: await digitsExtractor(), training: train.images });
 *     await report.write("report.json");
 */
export async function evaluate(
  samples: Examples,
  reference: Examples,
  options: EvaluateOptions = {},
): Promise<Report> {
  const chosen = chosenOptions(options);
  return keeping(chosen.resume, (kept) => judged(samples, reference, chosen, kept));
}
