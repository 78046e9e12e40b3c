import { philox } from "./philox.ts";

/**
 * A stream of random numbers, the same for a seed on every backend and machine. `split` gives streams that are
 * independent of this one and of each other, and leaves this one where it is.
 */
export interface Stream {
  /** `length` numbers of N(0, 1), by Box and Muller's transform. */
  normal(length: number): Float32Array;
  /** `length` numbers of U[0, 1). */
  uniform(length: number): Float32Array;
  /** `length` whole numbers of 0 .. below - 1. */
  integers(length: number, below: number): Int32Array;
  /** 0 .. length - 1 in random order. */
  permutation(length: number): Int32Array;
  /** The stream that belongs to `index`, a whole number from 0 to 2^32 - 1. */
  split(index: number): Stream;
}

const word = 2 ** 32;

/** The stream of a seed, a whole number from 0 to 2^53 - 1. Throws a RangeError for any other. */
export function stream(seed: number): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}`);
  }
  return streamOf(seed % word, Math.floor(seed / word));
}

function streamOf(k0: number, k1: number): Stream {
  const block = new Uint32Array(4);
  let counter = 0;
  let used = 4;

  function next(): number {
    if (used === 4) {
      philox(block, counter % word, Math.floor(counter / word), 0, 0, k0, k1);
      counter++;
      used = 0;
    }
    return block[used++];
  }

  function below(limit: number): number {
    // Words that would favour small numbers are drawn again.
    const whole = word - (word % limit);
    let drawn = next();
    while (drawn >= whole) drawn = next();
    return drawn % limit;
  }

  return {
    normal(length) {
      const out = new Float32Array(length);
      for (let i = 0; i < length; i += 2) {
        const radius = Math.sqrt(-2 * Math.log((next() + 0.5) / word));
        const angle = (2 * Math.PI * next()) / word;
        out[i] = radius * Math.cos(angle);
        if (i + 1 < length) out[i + 1] = radius * Math.sin(angle);
      }
      return out;
    },
    uniform: (length) => Float32Array.from({ length }, () => (next() >>> 8) / 2 ** 24),
    integers(length, limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 31) {
        throw new RangeError(`Random integers lie below a whole number from 1 to 2^31, not ${limit}`);
      }
      return Int32Array.from({ length }, () => below(limit));
    },
    permutation(length) {
      const out = Int32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = below(i + 1);
        [out[i], out[j]] = [out[j], out[i]];
      }
      return out;
    },
    split(index) {
      if (!Number.isInteger(index) || index < 0 || index >= word) {
        throw new RangeError(`A stream splits by a whole number from 0 to 2^32 - 1, not ${index}`);
      }
      // The last counter word keeps these blocks apart from those that numbers are drawn from.
      const key = new Uint32Array(4);
      philox(key, index, 0, 0, 1, k0, k1);
      return streamOf(key[0], key[1]);
    },
  };
}
