import type { Cut } from "../../../protocol/blocks.ts";
import { takenBy, type Reader } from "./reader.ts";
import type { Reduce } from "./pieces.ts";

/** Elements that stand for a part of any size. */
const mostTaken = 1 << 18;
/** More of each block along an axis show nothing more. */
const mostOfBlock = 16;

/** Reduces a part of any size from some elements of each block, as many as can be read at once. */
export const bySample =
  (reader: Reader, most = mostTaken): Reduce =>
  async (cuts) =>
    reader.reduce(thinned(cuts, most));

/** The cuts with some elements alone of each block, evenly spread: at least one, and of all together `most` where that allows. */
export function thinned(cuts: readonly Cut[], most: number): Cut[] {
  if (takenBy(cuts) <= most) return [...cuts];
  let best = cuts.map((cut) => strided(cut, 1));
  for (let each = 2; each <= mostOfBlock; each++) {
    const next = cuts.map((cut) => strided(cut, each));
    if (takenBy(next) > most) break;
    best = next;
  }
  return best;
}

/** At most `each` elements of each block. The stride divides the block, so that no block, the last one either, is missed. */
function strided({ start, step, count, block }: Cut, each: number): Cut {
  let stride = Math.ceil(block / each);
  while (block % stride !== 0) stride++;
  return { start, step: step * stride, count: Math.ceil(count / stride), block: block / stride };
}
