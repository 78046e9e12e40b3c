import type { Tensor } from "../core/tf.ts";
import type { Sampling } from "./frame.ts";

/** Numbers as a tensor, a typed array, or nested arrays. */
export type Values = Tensor | ArrayLike<number> | readonly Values[];

/**
 * One state of a sampler of tokens (masked or other discrete diffusion of text): what its async generator yields for
 * `show` and other viewers. A batch of B samples has L tokens each; a single sample may leave B out everywhere.
 */
export interface TokenFrame {
  /** Steps done: 0 at the start, `steps` at the finished sample. */
  readonly step: number;
  readonly steps: number;
  /** Time as it is to be shown: 1 (or T) at the start, 0 for finished text. */
  readonly t: number;
  /** Ids, [B, L]. */
  readonly tokens: Values;
  /**
   * What the model gives each position, for the step that leaves this frame: probabilities [B, L, V], or only the most
   * probable. Left out or null where it was not asked, as in the last frame.
   */
  readonly probs?: Tensor | Candidates | null;
  /**
   * −ln p in nats per token, of each sample [B] or of all. Left out it is computed where all probabilities are given: the
   * mean over the tokens that were filled so far, each by the frame it was drawn from.
   */
  readonly nll?: number | ArrayLike<number> | null;
}

/** The k most probable tokens of each position. */
export interface Candidates {
  /** [B, L, k], and their probabilities. */
  readonly ids: Values;
  readonly probs: Values;
  /** Entropy of the whole distribution in bits, [B, L], where it is known. */
  readonly entropy?: Values;
}

/** What a viewer must be told of tokens. */
export interface TokenAbout extends Omit<Sampling["about"], "continuous"> {
  /** The text of every id, the mask's included. */
  readonly vocabulary: readonly string[];
  /** Id of the mask; left out or null where tokens turn into each other without one. */
  readonly mask?: number | null;
  /** What stands between two tokens where they are read as text. " " for words, "" for characters and pieces of words. */
  readonly separator?: string;
}

/** A run of a sampler of tokens. */
export interface TokenSampling extends AsyncGenerator<TokenFrame, void, undefined> {
  readonly about: TokenAbout;
}
