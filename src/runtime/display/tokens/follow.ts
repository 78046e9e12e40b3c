import { packNumbers } from "../../../protocol/packed-numbers.ts";
import {
  longestWord,
  mostTokens,
  type TokenFrame as PackedFrame,
  type TokenTrajectory,
} from "../../../protocol/token-trajectory.ts";
import type { TokenAbout, TokenFrame } from "../../samplers/token-frame.ts";
import type { Followed } from "../followed.ts";
import { fewestFrames, savedSize } from "../trajectory.ts";
import { tokenBundle } from "./bundle.ts";
import { likelihood } from "./likelihood.ts";
import { readTokens, type Read } from "./read.ts";
import { separatorOf } from "./text.ts";

/** Samples that are followed, fewer where so many would leave no room for `fewestFrames`. */
const mostSamples = 16;
/** Characters of base64 for one position: an id, an entropy, and for each candidate an id and a probability. */
const perPosition = (top: number): number => (4 + 4 * top) * (4 / 3);

/** Follows a run of tokens. Throws a RangeError where an id is beyond the vocabulary. */
export async function followTokens(
  first: TokenFrame,
  about: Partial<TokenAbout>,
): Promise<Followed<TokenTrajectory>> {
  const { vocabulary, mask = null } = about;
  if (!vocabulary)
    throw new TypeError(
      "Frames of tokens need their texts: give the run, or the options of show, an `about` with a `vocabulary` of strings",
    );
  if (mask !== null && !(Number.isInteger(mask) && mask >= 0 && mask < vocabulary.length))
    throw new RangeError(`The mask ${mask} is no id of a vocabulary of ${vocabulary.length} tokens`);
  const { batch, length: of, chances } = await readTokens(first);
  const length = Math.min(of, mostTokens);
  const top = chances?.top ?? 0;
  const shown = Math.max(
    1,
    Math.min(batch, mostSamples, Math.floor(savedSize / fewestFrames / (length * perPosition(top) || 1))),
  );
  const head: TokenTrajectory = {
    version: 1,
    sampler: about.sampler ?? "Sampler",
    options: (about.options ?? []).map(([name, value]) => [name, value]),
    kind: "tokens",
    shown,
    batch,
    length,
    of,
    top,
    vocabulary: vocabulary.length,
    mask,
    separator: (about.separator ?? separatorOf(vocabulary, mask)).slice(0, 4),
    steps: first.steps,
    state: "running",
    framesMade: 0,
    stream: null,
    frames: [],
  };
  const nats = likelihood();
  const told = new Set<number>();

  return {
    head,
    async pack(frame): Promise<PackedFrame> {
      if (!("tokens" in frame)) throw new TypeError("A run that begins with tokens must go on with tokens");
      const read = await readTokens(frame);
      expectSame(read, { batch, of, top, step: frame.step });
      expectIds(read.ids, vocabulary.length, frame.step);
      const part = crop(of, { shown, length });
      const computed = nats.add(read, mask);
      const candidates = read.chances && {
        ids: part(read.chances.ids, top),
        probs: part(read.chances.probs, top),
        entropy: part(read.chances.entropy, 1),
      };
      if (candidates) expectIds(candidates.ids, vocabulary.length, frame.step);
      const ids = part(read.ids, 1);
      const fresh = new Set([...ids, ...(candidates?.ids ?? [])].filter((id) => !told.has(id)));
      for (const id of fresh) told.add(id);
      return {
        step: frame.step,
        t: frame.t,
        tokens: packNumbers(ids, { half: false }),
        candidates: candidates && {
          ids: packNumbers(candidates.ids, { half: false }),
          probs: packNumbers(candidates.probs, { half: true }),
          entropy: packNumbers(candidates.entropy, { half: true }),
        },
        nll: nllOf(frame, computed, shown),
        words: [...fresh].map((id) => [id, vocabulary[id].slice(0, longestWord)]),
      };
    },
    bundle: tokenBundle,
  };
}

/** The shown samples' shown positions, of numbers with `each` for a position. */
const crop =
  (of: number, { shown, length }: { shown: number; length: number }) =>
  (values: ArrayLike<number>, each: number): number[] =>
    Array.from({ length: shown * length * each }, (_, i) => {
      const sample = Math.floor(i / (length * each));
      return values[sample * of * each + (i - sample * length * each)];
    });

function nllOf({ nll }: TokenFrame, computed: (number | null)[], shown: number): (number | null)[] | null {
  if (nll === null) return null;
  const values =
    nll === undefined ? computed : typeof nll === "number" ? computed.map(() => nll) : Array.from(nll);
  const known = values
    .slice(0, shown)
    .map((value) => (value !== null && Number.isFinite(value) ? value : null));
  return known.length === shown && known.some((value) => value !== null) ? known : null;
}

function expectSame(
  { batch, length, chances }: Read,
  first: { batch: number; of: number; top: number; step: number },
): void {
  if (batch !== first.batch || length !== first.of)
    throw new RangeError(
      `Step ${first.step} has ${batch} x ${length} tokens where the first frame has ${first.batch} x ${first.of}`,
    );
  if (chances && chances.top !== first.top)
    throw new RangeError(
      `Step ${first.step} has ${chances.top} candidates for a position where the first frame has ${first.top}`,
    );
}

function expectIds(ids: ArrayLike<number>, vocabulary: number, step: number): void {
  for (let i = 0; i < ids.length; i++) {
    if (Number.isInteger(ids[i]) && ids[i] >= 0 && ids[i] < vocabulary) continue;
    throw new RangeError(
      `Step ${step} holds the id ${ids[i]}, which a vocabulary of ${vocabulary} tokens has not`,
    );
  }
}
