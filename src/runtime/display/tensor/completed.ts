import { followedBy, type FollowUp, type MimeBundle } from "../../../protocol/host.ts";
import { tensorMime, type Tensor as Payload } from "../../../protocol/tensor.ts";

/**
 * A bundle of a sample, followed by that of all values. Where those cannot be read to their end, since a tensor was freed
 * or nobody wants them any more, what was seen stays and says that no more comes.
 */
export const completedBy = (first: MimeBundle, isFreed: () => boolean, complete: FollowUp): MimeBundle =>
  followedBy(first, async (show, pace) => {
    let shown = first;
    const noted = (bundle: MimeBundle): void => {
      shown = bundle;
      show(bundle);
    };
    try {
      await complete(noted, pace);
    } catch (error) {
      show(notPending(shown));
      if (!isFreed()) throw error;
    }
  });

function notPending(bundle: MimeBundle): MimeBundle {
  const payload = bundle[tensorMime] as Payload; // made by bundleOfParts
  const ended = <Of extends Pick<Payload, "sampled">>(of: Of): Of => ({
    ...of,
    sampled: of.sampled && { ...of.sampled, pending: false },
  });
  const { compared } = payload;
  const both = compared && { ...compared, sides: compared.sides.map(ended) };
  return { ...bundle, [tensorMime]: { ...ended(payload), compared: both } };
}
