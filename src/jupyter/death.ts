import type { ErrorContent } from "../protocol/index.ts";

/** How a kernel's death reads where a cell failed by it. */
export function asError(reason: string): ErrorContent {
  const evalue = `The kernel ${reason}`;
  return {
    ename: "KernelDied",
    evalue,
    traceback: [`KernelDied: ${evalue}`, "All names are gone. The next cell starts a new kernel."],
  };
}

/** How it reads under the first cell after it, where none ran. */
export const asNotice = (reason: string): string =>
  `Before this cell, the kernel ${reason} All names are gone; this is a new kernel.\n`;
