import { HeapFull } from "../backend/wasm/heap.ts";
import { collectNow } from "./collection.ts";
import { engine } from "./engine.ts";
import { bytesInUse } from "./in-use.ts";
import { OutOfTensorMemory } from "./out-of-memory.ts";
import { currentLimit, settleLevel } from "./room.ts";

/** Answers an operation's error: where it was for want of memory, runs it again after a collection. */
export function onceMore<Result>(error: unknown, what: () => string, run: () => Result): Result {
  // Only a whole operation can be run again.
  if (!isFull(error) || engine().state.kernelDepth > 0) throw error;
  collectNow();
  settleLevel();
  try {
    return run();
  } catch (again) {
    if (!isFull(again)) throw again;
    throw new OutOfTensorMemory(what(), bytesInUse(), currentLimit(), again);
  }
}

/** Also V8's word for it, which is all that tells an array it has no memory for from one that cannot be. */
const isFull = (error: unknown): boolean =>
  error instanceof HeapFull ||
  (error instanceof RangeError && error.message === "Array buffer allocation failed");
