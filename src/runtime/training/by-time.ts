import type { TermsByTime } from "../../protocol/training.ts";

/** Parts of the schedule that are told apart. */
const most = 24;
/** A part's mean is over about so many of its newest examples: the model that they were asked of changes. */
const memory = 1000;

/** The terms of the bound as training meets them. */
export interface ByTime {
  /** Takes in what the bound's term at t would be by one example, in nats. */
  add(t: number, nats: number): void;
  now(): TermsByTime;
}

/** Of a schedule of `steps` steps, whose t from 1 on have terms (L_0 is of another kind), or of t in [0, 1]. */
export function byTime(steps: number | null): ByTime {
  const parts = steps === null ? most : Math.min(most, Math.max(1, steps - 1));
  const [first, length] = steps === null ? [0, 1] : [1, steps - 1];
  const sums = Array.from({ length: parts }, () => ({ count: 0, nats: 0 }));
  return {
    add(t, nats) {
      if (t < first || !Number.isFinite(nats)) return;
      const part = sums[Math.min(parts - 1, Math.floor(((t - first) / length) * parts))];
      part.count++;
      part.nats += (nats - part.nats) / Math.min(part.count, memory);
    },
    now: () => ({
      steps,
      parts: sums.map(({ count, nats }, k) => {
        const at = (edge: number): number => (edge / parts) * length;
        // Papers count steps from 1, we from 0; a part of steps ends before the next begins.
        const ends =
          steps === null
            ? { from: at(k), to: at(k + 1) }
            : { from: first + Math.ceil(at(k)) + 1, to: first + Math.ceil(at(k + 1)) };
        return { ...ends, count, nats: count ? nats : null };
      }),
    }),
  };
}
