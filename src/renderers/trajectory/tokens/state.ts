// What a sample's tokens are at a frame, and since when: for the text, the strip and the readings.
import { unpackNumbers, type TokenFrame, type TokenTrajectory } from "../../../protocol/index.ts";
import { recent } from "../recent.ts";

/** A frame's numbers, of all shown samples. */
export interface Unpacked {
  readonly tokens: Float64Array;
  readonly ids: Float64Array | null;
  readonly probs: Float64Array | null;
  readonly entropy: Float64Array | null;
}

const seen = recent<TokenFrame, Unpacked>(64 * 2 ** 20, ({ tokens, candidates }) => {
  return 8 * (tokens.length + (candidates ? 2 * candidates.ids.length + candidates.entropy.length : 0));
});

export const unpackTokens = (frame: TokenFrame): Unpacked =>
  seen.get(frame, ({ tokens, candidates }) => ({
    tokens: unpackNumbers(tokens),
    ids: candidates && unpackNumbers(candidates.ids),
    probs: candidates && unpackNumbers(candidates.probs),
    entropy: candidates && unpackNumbers(candidates.entropy),
  }));

/** One sample's ids at a frame. */
export const idsAt = ({ frames, length }: TokenTrajectory, index: number, sample: number): Float64Array => {
  const frame = frames.at(index);
  if (index < 0 || !frame) return new Float64Array(0);
  return unpackTokens(frame).tokens.subarray(sample * length, (sample + 1) * length);
};

/** Whether a position is still to be filled: masked, or where there is no mask, not yet what it ends as. */
export function openAt(trajectory: TokenTrajectory, index: number, sample: number): boolean[] {
  const { mask, frames } = trajectory;
  const last = mask === null ? idsAt(trajectory, frames.length - 1, sample) : null;
  return Array.from(idsAt(trajectory, index, sample), (id, i) => (last ? id !== last[i] : id === mask));
}

/** Positions whose token this frame has put there: not the mask, and another than in the frame before. */
export function filledAt(trajectory: TokenTrajectory, index: number, sample: number): number[] {
  if (index < 1) return [];
  const [before, now] = [idsAt(trajectory, index - 1, sample), idsAt(trajectory, index, sample)];
  return [...now.keys()].filter((i) => now[i] !== before[i] && now[i] !== trajectory.mask);
}

/** A position's candidates at a frame. */
export interface Choice {
  readonly candidates: readonly { id: number; p: number }[];
  /** In bits; null where it is not known. */
  readonly entropy: number | null;
}

export function choiceAt(
  trajectory: TokenTrajectory,
  index: number,
  { sample, position }: { sample: number; position: number },
): Choice | null {
  const frame = trajectory.frames.at(index);
  const { ids, probs, entropy } = index >= 0 && frame ? unpackTokens(frame) : {};
  if (!ids || !probs || !entropy) return null;
  const { top, length } = trajectory;
  const at = sample * length + position;
  const candidates = Array.from({ length: top }, (_, k) => ({
    id: ids[at * top + k],
    p: probs[at * top + k],
  }));
  const bits = entropy[at];
  return { candidates: candidates.filter(({ p }) => p > 0), entropy: Number.isNaN(bits) ? null : bits };
}

/** The frame in which the position got the token that it has at `index`; null where it had it from the start. */
export function filledIn(
  trajectory: TokenTrajectory,
  index: number,
  { sample, position }: { sample: number; position: number },
): number | null {
  const id = (k: number): number => idsAt(trajectory, k, sample)[position];
  for (let k = index; k > 0; k--) if (id(k) !== id(k - 1)) return k;
  return null;
}

/** Mean entropy of what each frame fills, by the frame before it, in bits; null where nothing is filled or known. */
export function filledEntropy(trajectory: TokenTrajectory, sample: number): (number | null)[] {
  return trajectory.frames.map((_, index) => {
    const known = filledAt(trajectory, index, sample)
      .map((position) => choiceAt(trajectory, index - 1, { sample, position })?.entropy ?? null)
      .filter((bits) => bits !== null);
    return known.length ? known.reduce((sum, bits) => sum + bits, 0) / known.length : null;
  });
}
