import type { PackedNumbers, TokenTrajectory } from "../../../protocol/index.ts";
import { BadPayload } from "../../payload.ts";
import { checkedNumbers } from "../checked-numbers.ts";
import { wordsOf } from "./words.ts";

/** Finds numbers of a wrong length and ids that are no token or have no text. Throws BadPayload. */
export function checkTokens(trajectory: TokenTrajectory, frames: TokenTrajectory["frames"]): void {
  const { shown, length, top, vocabulary, mask } = trajectory;
  if (mask !== null && mask >= vocabulary)
    throw new BadPayload(`its mask ${mask} is no id of a vocabulary of ${vocabulary}.`);
  const words = wordsOf([...trajectory.frames, ...frames]);
  const checkIds = (packed: PackedNumbers, size: number, name: string): void => {
    for (const id of checkedNumbers(packed, size, name)) {
      if (!Number.isInteger(id) || id < 0 || id >= vocabulary)
        throw new BadPayload(`${name} hold the id ${id}, which a vocabulary of ${vocabulary} has not.`);
      if (!words.has(id)) throw new BadPayload(`${name} hold the id ${id}, whose text is missing.`);
    }
  };
  for (const { step, tokens, candidates, nll } of frames) {
    checkIds(tokens, shown * length, `the tokens of step ${step}`);
    if (nll && nll.length !== shown)
      throw new BadPayload(`the NLL of step ${step} is of ${nll.length} samples where ${shown} are shown.`);
    if (!candidates) continue;
    checkIds(candidates.ids, shown * length * top, `the candidates of step ${step}`);
    const probs = checkedNumbers(candidates.probs, shown * length * top, `the probabilities of step ${step}`);
    if (!probs.every((p) => p >= 0 && p <= 1.001))
      throw new BadPayload(`the probabilities of step ${step} are not within 0 and 1.`);
    const entropy = checkedNumbers(candidates.entropy, shown * length, `the entropies of step ${step}`);
    if (entropy.some((bits) => bits < 0 || bits === Infinity))
      throw new BadPayload(`the entropies of step ${step} are not those of a distribution.`);
  }
}
