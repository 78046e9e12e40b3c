import { env, getBackend, setBackend, tidy } from "./tf.ts";
import { host } from "./host.ts";
import { readsAtOnce } from "./read-now.ts";

/** The backend that has been left for the cpu's, and must come back. */
let left: string | null = null;

/**
 * What a few operations on tensors of its own give, on a backend that can be read at once: the one in use, or the cpu's
 * in place of webgpu. For checks of functions that are given, on a handful of numbers. All tensors made are freed.
 */
export function readably<T extends number | boolean>(compute: () => T): T {
  if (readsAtOnce()) return inTidy(compute);
  left = getBackend();
  env().set("PROD", true); // else the cpu's backend advertises another one on the console at its first use
  switchTo("cpu");
  try {
    return inTidy(compute);
  } finally {
    restore();
  }
}

/** At once, since both have been started or start without waiting. */
function switchTo(name: string): void {
  void setBackend(name);
  if (getBackend() !== name) throw new Error(`tfjs does not switch to the backend "${name}" at once`);
}

function restore(): void {
  const name = left;
  left = null;
  if (name) switchTo(name);
}

function inTidy<T extends number | boolean>(compute: () => T): T {
  const made: { value?: T } = {};
  tidy(() => {
    made.value = compute();
  });
  return made.value!; // tidy has run it
}

// A cell that was ended where it stood has run no `finally`.
host()?.onTerminated(restore);
