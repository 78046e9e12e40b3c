let depth = 0;
let stretch = 0;

/**
 * Runs part of a loop of the library's own, in which no cell's code runs but the density's: what that takes from outside,
 * such as data and constants, cannot change meanwhile. Compiled code is used in here alone, and each stretch begins by
 * looking whether the density still does what was compiled.
 */
export function undisturbed<T>(work: () => T): T {
  if (depth === 0) stretch++;
  depth++;
  try {
    return work();
  } finally {
    depth--;
  }
}

/** Which stretch this is; null outside of all. */
export const stretchNow = (): number | null => (depth > 0 ? stretch : null);
