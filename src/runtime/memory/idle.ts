import { collectNow } from "./collection.ts";
import { settleLevel } from "./room.ts";

/** Milliseconds without a new tensor after which what is left over is freed, however little. */
const quiet = 1000;

let timer: NodeJS.Timeout | null = null;
let lately = false;

/** To be called when a tensor was made that tfjs will not free. */
export function noteTensor(): void {
  lately = true;
  timer ??= wait();
}

const wait = (): NodeJS.Timeout => setTimeout(look, quiet).unref();

function look(): void {
  timer = lately ? wait() : null;
  if (!lately) {
    collectNow();
    settleLevel();
  }
  lately = false;
}
