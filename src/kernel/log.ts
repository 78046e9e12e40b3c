import { writeSync } from "node:fs";

/** Says something to whoever started the kernel, and not under a cell as the console would. */
export function log(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Nobody reads it any more: the window that started the kernel has gone.
  }
}
