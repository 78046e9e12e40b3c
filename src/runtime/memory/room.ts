import { collectNow } from "./collection.ts";
import { engine } from "./engine.ts";
import { bytesInUse } from "./in-use.ts";
import { leastGrowth, nextLevel, type Amount } from "./level.ts";
import { limitOf } from "./limit.ts";
import { OutOfTensorMemory } from "./out-of-memory.ts";

/** When collections happen. Tests put other numbers here. */
export const settings: { growth: Amount; limit: number | null } = { growth: leastGrowth, limit: null };

let level: Amount = leastGrowth;

/** Collects if much was made since the last time. Throws OutOfTensorMemory where that does not help. */
export function makeRoom(what: () => string, bytes = 0): void {
  const { state } = engine();
  // Within a kernel memory may be known by its id alone.
  if (state.kernelDepth > 0) return;
  if (state.numBytes + bytes < level.bytes && state.numTensors < level.tensors) return;
  collectNow();
  settleLevel();
  const limit = currentLimit();
  // tfjs counts shared memory more than once, so that this is an upper bound, and cheap.
  if (state.numBytes + bytes <= limit) return;
  const used = bytesInUse();
  if (used + bytes > limit) throw new OutOfTensorMemory(what(), used, limit);
}

/** To be called after every collection. */
export function settleLevel(): void {
  const { numTensors: tensors, numBytes: bytes } = engine().state;
  const limit = currentLimit();
  // The exact figure costs a look at every tensor, which is worth it near the limit only.
  const room = limit - (bytes < limit / 2 ? bytes : bytesInUse());
  level = nextLevel({ tensors, bytes }, Math.max(room, 0), settings.growth);
}

/** Bytes that tensors may take on the backend in use. */
export const currentLimit = (): number => settings.limit ?? limitOf(engine().backendName);
