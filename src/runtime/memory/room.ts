import { collectNow } from "./collection.ts";
import { engine } from "./engine.ts";
import { bytesInUse } from "./in-use.ts";
import { nextLevel, usualPace, type Amount, type Pace } from "./level.ts";
import { limitOf } from "./limit.ts";
import { OutOfTensorMemory } from "./out-of-memory.ts";

let pace = usualPace;
let limit: number | null = null;
let level: Amount = usualPace.least;

/** Changes when collections happen, and how much there may be: for tests. Without arguments all is as usual. */
export function setPace(to: Pace = usualPace, mostBytes: number | null = null): void {
  pace = to;
  limit = mostBytes;
  settleLevel();
}

/** Whether much was made since the last collection, with so many bytes more. Never within a kernel. */
export function isDue(bytes: number): boolean {
  const { state } = engine();
  if (state.numBytes + bytes < level.bytes && state.numTensors < level.tensors) return false;
  // There memory may be known by its id alone.
  return state.kernelDepth === 0;
}

/** Collects, and throws OutOfTensorMemory where so many bytes more are too many all the same. */
export function makeRoom(bytes: number, what: () => string): void {
  collectNow();
  settleLevel();
  const { state } = engine();
  const most = currentLimit();
  // tfjs counts shared memory more than once, so that this is an upper bound, and cheap.
  if (state.numBytes + bytes <= most) return;
  const used = bytesInUse();
  if (used + bytes > most) throw new OutOfTensorMemory(what(), used, most);
}

/** To be called after every collection. */
export function settleLevel(): void {
  const { numTensors: tensors, numBytes: bytes } = engine().state;
  const most = currentLimit();
  // The exact figure costs a look at every tensor, which is worth it near the limit only.
  const room = most - (bytes < most / 2 ? bytes : bytesInUse());
  level = nextLevel({ tensors, bytes }, Math.max(room, 0), pace);
}

/** Bytes that tensors may take on the backend in use. */
export const currentLimit = (): number => limit ?? limitOf(engine().backendName);
