import type { Attribution } from "./attribution.ts";
import type { Run } from "./run.ts";

const names = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"] as const;

type Timer = (callback: unknown, ...rest: unknown[]) => unknown;

/**
 * Makes the global timers run their callbacks as the run that set them, for a Node that does not follow them by
 * itself, and tells of what they throw with that run.
 */
export function followTimers(
  attribution: Attribution,
  onError: (error: unknown, run: Run | null) => void,
): void {
  if (attribution.isNative) return;
  for (const name of names) {
    const original = globalThis[name] as unknown as Timer; // four signatures that differ in what follows the callback
    const following: Timer = (callback, ...rest) => {
      const run = attribution.current;
      if (!isFunction(callback) || !run) return original(callback, ...rest);
      const call = (...values: unknown[]): void => {
        try {
          attribution.as(run, () => void callback(...values));
        } catch (error) {
          onError(error, run);
        }
      };
      return original(call, ...rest);
    };
    // util.promisify finds its own form of a timer on the function.
    Object.defineProperties(following, Object.getOwnPropertyDescriptors(original));
    Object.defineProperty(globalThis, name, {
      value: following,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

const isFunction = (value: unknown): value is (...values: unknown[]) => unknown =>
  typeof value === "function";
