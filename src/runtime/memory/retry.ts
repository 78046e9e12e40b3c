import { HeapFull } from "../backend/wasm/heap.ts";
import { collectNow } from "./collection.ts";
import { engine } from "./engine.ts";
import { bytesInUse } from "./in-use.ts";
import { OutOfTensorMemory } from "./out-of-memory.ts";
import { currentLimit, settleLevel } from "./room.ts";

/** Runs a whole operation, a second time after a collection where there was no memory for its result. */
export function withRetry<Result>(what: () => string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!isFull(error) || engine().state.kernelDepth > 0) throw error;
  }
  collectNow();
  settleLevel();
  try {
    return run();
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new OutOfTensorMemory(what(), bytesInUse(), currentLimit(), error);
  }
}

/** Also V8's word for it, which is all that tells an array it has no memory for from one that cannot be. */
const isFull = (error: unknown): boolean =>
  error instanceof HeapFull ||
  (error instanceof RangeError && error.message === "Array buffer allocation failed");
