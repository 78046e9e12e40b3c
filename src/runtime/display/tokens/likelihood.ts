import type { Read } from "./read.ts";

/** Follows −ln p of what is filled, by the probabilities of the frame before. */
export interface Likelihood {
  /** Mean over the tokens filled so far, in nats, of each sample; null where nothing was filled or a probability is not known. */
  add(frame: Read, mask: number | null): (number | null)[];
}

export function likelihood(): Likelihood {
  let before: Read | null = null;
  let sums: { nats: number; tokens: number }[] = [];
  return {
    add(now, mask) {
      const { batch, length, ids } = now;
      if (sums.length !== batch) sums = Array.from({ length: batch }, () => ({ nats: 0, tokens: 0 }));
      for (let at = 0; before && at < batch * length; at++) {
        if (ids[at] === before.ids[at] || ids[at] === mask) continue;
        const sum = sums[Math.floor(at / length)];
        sum.nats -= Math.log(before.chances?.chance(at, ids[at]) ?? NaN);
        sum.tokens++;
      }
      before = now;
      return sums.map(({ nats, tokens }) => (tokens > 0 && Number.isFinite(nats) ? nats / tokens : null));
    },
  };
}
