import type { Tensor } from "@tensorflow/tfjs-core";
import type { Counted } from "./engine.ts";
import { WeakList } from "./weak-list.ts";

/**
 * Tensors that tfjs itself will not free: variables, those made outside of any scope or returned from the outermost,
 * and those that were kept. What an open scope holds is tfjs's to free, and is not here.
 */
const held = new Map<number, Counted>();
const list = new WeakList<Tensor>();

/** Takes a tensor in, or notes that a variable has new memory. Whatever was taken in may be freed by a collection. */
export function track(tensor: Tensor): void {
  held.set(tensor.id, { dataId: tensor.dataId, dtype: tensor.dtype, size: tensor.size });
  list.add(tensor);
}

/** To be called when a tensor is disposed of: its memory may be another's by now. */
export function forget({ id }: Counted): void {
  if (id !== undefined) held.delete(id);
}

export const isTracked = (tensor: Tensor): boolean => held.has(tensor.id);

/** The tracked tensors that exist. */
export const existing = (): Tensor[] => list.items().filter(isTracked);

/** Forgets all tensors that are not among these, and returns what tfjs counts them by. */
export function* takeOthers(tensors: readonly Tensor[]): Generator<Counted> {
  const ids = new Set(tensors.map(({ id }) => id));
  for (const [id, counted] of held) {
    if (ids.has(id)) continue;
    // First, so that nothing can free it twice.
    held.delete(id);
    yield counted;
  }
}

export const tracked = (): Iterable<Counted> => held.values();
