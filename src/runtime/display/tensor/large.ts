import { followedBy, type MimeBundle } from "../../../protocol/host.ts";
import { tensorMime, type Tensor as Payload } from "../../../protocol/tensor.ts";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorOptions } from "./bundle.ts";
import { answerFor, readerWhile } from "./live.ts";
import type { Numbers } from "./numbers.ts";
import { bundleOfParts } from "./payload.ts";
import { inPieces } from "./pieces.ts";
import { tensorReader } from "./reader.ts";
import { sampleOf } from "./sample.ts";
import { readStatistics, statisticsOf, type Found } from "./statistics.ts";
import { summaryText } from "./summary-text.ts";
import { bySample } from "./thinned.ts";

/** Elements up to which all is worked out before anything is shown: it takes less than the picture of a blink. */
export const mostAtOnce = 1 << 24;

const none: Found = { nan: 0, plusInf: 0, minusInf: 0 };

/**
 * The bundle of a large tensor, from evenly spread values of it alone, and as its follow-up the same from all of them.
 * What is wrong with a value is told as soon as it is met.
 */
export async function bundleAtOnce(
  x: Tensor,
  about: Omit<Numbers, "values">,
  options: TensorOptions,
): Promise<MimeBundle> {
  const reader = tensorReader(x);
  const sample = await sampleOf(reader);
  const statistics = await statisticsOf(sample, [sample.length]);
  const stream = answerFor(readerWhile([x], tensorReader));
  const common = { about, options, reader, live: () => stream };
  const sampled = { of: sample.length, pending: true, found: none };
  const first = await bundleOfParts({ ...common, reduce: bySample(reader), statistics, sampled });
  return followedBy(first, async (show, pace) => {
    let latest = { ...sampled, found: foundIn(statistics) };
    const found = (all: Found): void => {
      if (kindsOf(all) <= kindsOf(latest.found)) return;
      latest = { ...latest, found: foundIn(all) };
      show(withSampled(first, latest));
    };
    try {
      const exact = await readStatistics(reader, { pace, found });
      show(
        await bundleOfParts({ ...common, reduce: inPieces(reader, pace), statistics: exact, sampled: null }),
      );
    } catch (error) {
      // It was freed, or nobody wants it any more: what was seen of it stays, and says so.
      show(withSampled(first, { ...latest, pending: false }));
      if (!x.isDisposed) throw error;
    }
  });
}

const foundIn = ({ nan, plusInf, minusInf }: Found): Found => ({ nan, plusInf, minusInf });

const kindsOf = (found: Found): number => Object.values(foundIn(found)).filter((many) => many > 0).length;

function withSampled(bundle: MimeBundle, sampled: NonNullable<Payload["sampled"]>): MimeBundle {
  const payload = { ...(bundle[tensorMime] as Payload), sampled }; // made by bundleOfParts
  return {
    ...bundle,
    [tensorMime]: payload,
    "text/plain": summaryText(payload, payload.statistics, sampled),
  };
}
