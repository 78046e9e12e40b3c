import { setImmediate } from "node:timers/promises";
import { collectNow, type Freed } from "./collection.ts";
import { settleLevel } from "./room.ts";

/**
 * Frees now every tensor that no variable, closure, open scope of `tidy` or gradient can reach, and returns how many
 * there were and their bytes. It happens by itself as tensors are made, and when a notebook is idle: call it to measure.
 */
export async function collect(): Promise<Freed> {
  // Until the caller's job has ended, its unfinished expressions may hold what its variables no longer do.
  await setImmediate();
  const freed = collectNow();
  settleLevel();
  return freed;
}
