/** Tensors alive and their bytes, as tfjs counts them. */
export interface Amount {
  readonly tensors: number;
  readonly bytes: number;
}

/** A collection waits for at least this much more than the last one left. */
export const leastGrowth: Amount = { tensors: 20_000, bytes: 256 * 2 ** 20 };

/**
 * How much may be alive before the next collection: twice what the last one left, so that its cost stays in proportion
 * to the work between two. Towards the limit the steps grow smaller, `room` being the bytes that are left below it.
 */
export function nextLevel(left: Amount, room: number, growth: Amount = leastGrowth): Amount {
  const wanted = Math.max(left.bytes, growth.bytes);
  return {
    tensors: left.tensors + Math.max(left.tensors, growth.tensors),
    bytes: left.bytes + Math.min(wanted, Math.max(room / 2, growth.bytes / 16)),
  };
}
