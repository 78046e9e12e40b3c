import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Has V8 find everything that nothing can reach, now. A full collection: a minor one keeps for good what outlived its
 * youth, as most tensors of a loop do.
 */
export const collectGarbage = exposed();

/** V8 gives `gc` to contexts that are made while the flag is up, so that no global of the program's changes. */
function exposed(): () => void {
  setFlagsFromString("--expose-gc");
  // V8's own function; nothing types what a context holds.
  const gc = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  return () => gc();
}
