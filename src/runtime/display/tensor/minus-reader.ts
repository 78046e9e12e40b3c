import { reduceBlocks } from "../../../protocol/blocks.ts";
import type { Reader } from "./reader.ts";

/** The differences of two readers of one shape, in double precision. Equal infinities differ by 0. */
export function minusReader(a: Reader, b: Reader): Reader {
  const minus = (left: ArrayLike<number>, right: ArrayLike<number>): Float64Array => {
    const difference = new Float64Array(left.length);
    for (let k = 0; k < difference.length; k++) difference[k] = left[k] === right[k] ? 0 : left[k] - right[k];
    return difference;
  };
  return {
    shape: a.shape,
    size: a.size,
    stretch: async (from, to) => minus(await a.stretch(from, to), await b.stretch(from, to)),
    at: async (places) => minus(await a.at(places), await b.at(places)),
    async reduce(cuts) {
      const single = cuts.map((cut) => ({ ...cut, block: 1 }));
      const values = minus((await a.reduce(single)).mean, (await b.reduce(single)).mean);
      return reduceBlocks(
        values,
        cuts.map(({ count }) => count),
        cuts.map(({ count, block }) => ({ start: 0, step: 1, count, block })),
      );
    },
  };
}
