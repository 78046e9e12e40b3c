import * as v from "valibot";
import { count, finite } from "./number-schemas.ts";
import { PackedNumbers } from "./packed-numbers.ts";
import { chunkOf, frameHead, trajectoryHead } from "./trajectory-head.ts";

/** Tokens of a sample that are shown, candidates of a position, and the length of a token's text: what a viewer can hold. */
export const mostTokens = 4096;
export const mostCandidates = 8;
export const longestWord = 64;

const Word = v.tuple([count, v.pipe(v.string(), v.maxLength(longestWord))]);

/** One state of a sampler of tokens. Numbers of the shown samples stand one after the other. */
export const TokenFrame = v.object({
  ...frameHead,
  /** Ids, [shown, length]. */
  tokens: PackedNumbers,
  /** What each position may become, null where the model was not asked. */
  candidates: v.nullable(
    v.object({
      /** Most probable ids and their probabilities, [shown, length, top], the most probable first. */
      ids: PackedNumbers,
      probs: PackedNumbers,
      /** Entropy of the whole distribution in bits, [shown, length]; NaN where it is not known. */
      entropy: PackedNumbers,
    }),
  ),
  /** −ln p of the tokens filled so far, mean of each shown sample's, in nats per token; null where it is not known. */
  nll: v.nullable(v.array(v.nullable(finite))),
  /** Ids and their texts, of those ids that no earlier frame has told. */
  words: v.array(Word),
});
export type TokenFrame = v.InferOutput<typeof TokenFrame>;

/** A trajectory of text: masks that turn into tokens, or tokens that turn into others. */
export const TokenTrajectory = v.object({
  ...trajectoryHead,
  kind: v.literal("tokens"),
  /** Tokens shown of each sample, and all that it has. */
  length: v.pipe(count, v.maxValue(mostTokens)),
  of: count,
  /** Candidates of each position. */
  top: v.pipe(count, v.maxValue(mostCandidates)),
  /** Tokens there are: an id is less than this. */
  vocabulary: count,
  /** Id of the mask; null where tokens turn into each other without one. */
  mask: v.nullable(count),
  /** What stands between two tokens where they are read as text. */
  separator: v.pipe(v.string(), v.maxLength(4)),
  frames: v.array(TokenFrame),
});
export type TokenTrajectory = v.InferOutput<typeof TokenTrajectory>;

export const TokenChunk = chunkOf(TokenFrame);
export type TokenChunk = v.InferOutput<typeof TokenChunk>;
