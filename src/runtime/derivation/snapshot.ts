import type { Over } from "./over.ts";
import { isTensor } from "./parts.ts";

/** A point that outlives its tensors: their values stand in their place. */
export async function snapshot(point: Over): Promise<Over> {
  const kept = Object.entries(point).map(async ([name, value]) => [
    name,
    isTensor(value) ? await value.data() : value,
  ]);
  return Object.fromEntries(await Promise.all(kept)) as Over;
}
