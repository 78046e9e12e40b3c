import { setPace } from "../../../src/runtime/memory/room.ts";

/** Runs `work` with a collection before every operation that tfjs is asked for. */
export const collectingAlways = <T>(work: () => T | Promise<T>): Promise<T> =>
  paced({ tensors: 0, bytes: 0 }, 0, null, work);

/** Runs `work` with a collection after every so many tensors. */
export const collectingEvery = <T>(tensors: number, work: () => T | Promise<T>): Promise<T> =>
  paced({ tensors, bytes: 2 ** 30 }, 0, null, work);

/** Runs `work` with so many bytes for all tensors. */
export const within = <T>(bytes: number, work: () => T | Promise<T>): Promise<T> =>
  paced({ tensors: 1000, bytes: bytes / 8 }, 1, bytes, work);

async function paced<T>(
  least: { tensors: number; bytes: number },
  factor: number,
  limit: number | null,
  work: () => T | Promise<T>,
): Promise<T> {
  setPace({ factor, least }, limit);
  try {
    return await work();
  } finally {
    setPace();
  }
}
