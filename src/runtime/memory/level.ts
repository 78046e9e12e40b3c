/** Tensors alive and their bytes, as tfjs counts them. */
export interface Amount {
  readonly tensors: number;
  readonly bytes: number;
}

/** When the next collection comes. */
export interface Pace {
  /** It waits until this many times what the last one left has been added, */
  readonly factor: number;
  /** and for this much at least. */
  readonly least: Amount;
}

/** Its cost stays in proportion to the work between two, and small beside it. */
export const usualPace: Pace = { factor: 1, least: { tensors: 20_000, bytes: 256 * 2 ** 20 } };

/**
 * How much may be alive before the next collection. Towards the limit the steps grow smaller, `room` being the bytes
 * that are left below it.
 */
export function nextLevel(left: Amount, room: number, { factor, least }: Pace): Amount {
  const wanted = Math.max(factor * left.bytes, least.bytes);
  return {
    tensors: left.tensors + Math.max(factor * left.tensors, least.tensors),
    bytes: left.bytes + Math.min(wanted, Math.max(room / 2, least.bytes / 16)),
  };
}
