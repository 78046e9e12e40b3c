import type { Stream } from "../random/index.ts";

/**
 * Indices of one batch after the other: every example once in random order, then again in a new one. A batch may
 * span two rounds.
 */
export function* batches(examples: number, batch: number, random: Stream): Generator<Int32Array, never> {
  let order = random.permutation(examples);
  let next = 0;
  for (;;) {
    const chosen = new Int32Array(batch);
    for (let i = 0; i < batch; i++) {
      if (next === examples) {
        order = random.permutation(examples);
        next = 0;
      }
      chosen[i] = order[next++];
    }
    yield chosen;
  }
}
