import type { FollowUp, MimeBundle } from "../../../protocol/host.ts";
import { tensorMime, type Tensor as Payload } from "../../../protocol/tensor.ts";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorOptions } from "./bundle.ts";
import { completedBy } from "./completed.ts";
import { partsOfAll, partsOfSample } from "./parts-of.ts";
import { answerFor, readerWhile } from "./live.ts";
import type { Numbers } from "./numbers.ts";
import { bundleOfParts } from "./payload.ts";
import { tensorReader } from "./reader.ts";
import type { Found } from "./statistics.ts";
import { summaryText } from "./summary-text.ts";

/** Elements up to which all is worked out before anything is shown: it takes less than the picture of a blink. */
export const mostAtOnce = 1 << 24;

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
  const sample = await partsOfSample(reader);
  const stream = answerFor(readerWhile([x], tensorReader));
  const common = { about, options, reader, live: () => stream };
  const first = await bundleOfParts({ ...common, ...sample });
  const complete: FollowUp = async (show, pace) => {
    let latest = { ...sample.sampled, found: foundIn(sample.statistics) };
    const found = (all: Found): void => {
      if (kindsOf(all) <= kindsOf(latest.found)) return;
      latest = { ...latest, found: foundIn(all) };
      show(withSampled(first, latest));
    };
    show(await bundleOfParts({ ...common, ...(await partsOfAll(reader, pace, found)) }));
  };
  return completedBy(first, () => x.isDisposed, complete);
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
