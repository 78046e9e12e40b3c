import { shapeText, sizeOf } from "../../core/shape.ts";
import { Tensor } from "../../core/tf.ts";
import type { TokenFrame } from "../../samplers/token-frame.ts";
import { numbersOf } from "../tensor/numbers.ts";
import { entropyOf, kept, largest } from "./top.ts";

/** A frame's numbers as they came, of all samples. */
export interface Read {
  readonly batch: number;
  readonly length: number;
  readonly ids: ArrayLike<number>;
  readonly chances: Chances | null;
}

/** What each position may become. */
export interface Chances {
  readonly top: number;
  readonly ids: ArrayLike<number>;
  readonly probs: ArrayLike<number>;
  /** In bits, NaN where it is not known. */
  readonly entropy: ArrayLike<number>;
  /** Probability of an id at a position, counted through the batch; NaN where it is not known. */
  chance(position: number, id: number): number;
}

/** Reads a frame without blocking. Throws a TypeError or a RangeError that says which of its fields is of a wrong shape. */
export async function readTokens({ step, tokens, probs = null }: TokenFrame): Promise<Read> {
  const found = await numbersOf(tokens);
  if (!found || found.shape.length < 1 || found.shape.length > 2)
    throw new TypeError(
      `The tokens of step ${step} must be ids of shape [B, L] or [L]${found ? `, not ${shapeText(found.shape)}` : ""}`,
    );
  const [length, batch = 1] = found.shape.toReversed();
  const positions = batch * length;
  const sized = async (name: string, value: unknown, wanted: number | null) => {
    const numbers = await numbersOf(value);
    const size = numbers && sizeOf(numbers.shape);
    if (
      !numbers ||
      size === null ||
      (wanted === null ? size % positions !== 0 || size === 0 : size !== wanted)
    )
      throw new RangeError(
        `The ${name} of step ${step} do not fit tokens of shape ${shapeText(found.shape)}${numbers ? `: their shape is ${shapeText(numbers.shape)}` : ""}`,
      );
    return numbers.values;
  };
  const ids = found.values;
  if (probs === null) return { batch, length, ids, chances: null };
  if (probs instanceof Tensor) {
    const all = await sized("probabilities", probs, null);
    return { batch, length, ids, chances: ofAll(all, positions) };
  }
  const [candidates, chances] = [
    await sized("candidates", probs.ids, null),
    await sized("probabilities", probs.probs, null),
  ];
  if (candidates.length !== chances.length)
    throw new RangeError(
      `The candidates of step ${step} are ${candidates.length}, their probabilities ${chances.length}`,
    );
  const entropy = probs.entropy === undefined ? null : await sized("entropies", probs.entropy, positions);
  return { batch, length, ids, chances: ofSome(candidates, chances, entropy, positions) };
}

/** Of all of the vocabulary: what stands at place k of a position is the chance of the id k. */
function ofAll(probs: ArrayLike<number>, positions: number): Chances {
  const size = probs.length / positions;
  return {
    ...mostProbable(probs, positions, (_, place) => place),
    entropy: Array.from({ length: positions }, (_, at) => entropyOf(probs, at * size, size)),
    chance: (position, id) => probs[position * size + id],
  };
}

function ofSome(
  ids: ArrayLike<number>,
  probs: ArrayLike<number>,
  entropy: ArrayLike<number> | null,
  positions: number,
): Chances {
  const size = ids.length / positions;
  return {
    ...mostProbable(probs, positions, (at, place) => ids[at * size + place]),
    entropy: entropy ?? Array.from({ length: positions }, () => NaN),
    chance(position, id) {
      for (let k = position * size; k < (position + 1) * size; k++) if (ids[k] === id) return probs[k];
      return NaN;
    },
  };
}

/** The most probable of each position, the largest first; `idAt` says whose chance stands at a place of a position. */
function mostProbable(
  probs: ArrayLike<number>,
  positions: number,
  idAt: (position: number, place: number) => number,
): Pick<Chances, "top" | "ids" | "probs"> {
  const size = probs.length / positions;
  const top = Math.min(kept, size);
  const best = Array.from({ length: positions }, (_, at) =>
    largest(probs, { offset: at * size, size, count: top }),
  );
  return {
    top,
    ids: best.flatMap((places, at) => places.map((place) => idAt(at, place))),
    probs: best.flatMap((places, at) => places.map((place) => probs[at * size + place])),
  };
}
