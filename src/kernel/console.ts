import type { StreamName } from "./text-output.ts";

/** Sends what is written to stdout and stderr (so `console` too) to `print` instead. */
export function captureConsole(print: (name: StreamName, text: string) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const write = (chunk: Uint8Array | string, encoding?: unknown, done?: unknown): boolean => {
      print(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function") process.nextTick(callback);
      return true;
    };
    process[name].write = write;
  }
}
