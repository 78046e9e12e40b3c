import type { KernelProcess } from "../client/index.ts";

/** Whether a person has asked the run to end. */
export interface Interruption {
  readonly asked: boolean;
  release(): void;
}

/**
 * The first Ctrl-C interrupts the cell, so that what ran so far is still written; a second one ends the kernel,
 * which does the same for a cell that takes no interrupt.
 */
export function onInterrupt(kernel: KernelProcess): Interruption {
  let times = 0;
  const listener = (): void => {
    times++;
    if (times === 1) kernel.interrupt();
    else void kernel.stop();
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return {
    get asked() {
      return times > 0;
    },
    release() {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    },
  };
}
