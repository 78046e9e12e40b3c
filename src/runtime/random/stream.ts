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
  /** The same as `normal` and `uniform` in float64: all digits are random. They are in `out`, of that length, where it is given. */
  normal64(length: number, out?: Float64Array): Float64Array;
  uniform64(length: number): Float64Array;
  /** One number of `uniform64`. */
  one64(): number;
  /** `length` whole numbers of 0 .. below - 1. */
  integers(length: number, below: number): Int32Array;
  /** 0 .. length - 1 in random order. */
  permutation(length: number): Int32Array;
  /** The stream that belongs to a key: a whole number from 0 to 2^32 - 1, or a name. */
  split(key: number | string): Stream;
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

  /** U[0, 1) of 53 bits: the first word gives the high ones. */
  const uniform53 = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;

  function normal<A extends Float32Array | Float64Array>(out: A, one: () => number, least: number): A {
    for (let i = 0; i < out.length; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(one() + least));
      const angle = 2 * Math.PI * one();
      out[i] = radius * Math.cos(angle);
      if (i + 1 < out.length) out[i + 1] = radius * Math.sin(angle);
    }
    return out;
  }

  return {
    // Half of the least difference keeps the logarithm from 0.
    normal: (length) => normal(new Float32Array(length), () => next() / word, 0.5 / word),
    normal64: (length, out = new Float64Array(length)) => normal(out, uniform53, 2 ** -54),
    uniform: (length) => Float32Array.from({ length }, () => (next() >>> 8) / 2 ** 24),
    one64: uniform53,
    uniform64: (length) => Float64Array.from({ length }, uniform53),
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
    split(key) {
      if (typeof key === "string") return byName(key, k0, k1);
      if (!Number.isInteger(key) || key < 0 || key >= word) {
        throw new RangeError(`A stream splits by a name or a whole number from 0 to 2^32 - 1, not ${key}`);
      }
      // The last counter word keeps these blocks apart from those that numbers are drawn from.
      return streamOf(...nextKey(key, 0, 1, k0, k1));
    },
  };
}

/** The stream of a name: a key from each character in turn, apart from those of numbers and of shorter names. */
function byName(name: string, k0: number, k1: number): Stream {
  let key: [number, number] = [k0, k1];
  for (let i = 0; i < name.length; i++) key = nextKey(name.charCodeAt(i), i, 2, ...key);
  return streamOf(...nextKey(name.length, 0, 3, ...key));
}

function nextKey(c0: number, c1: number, kind: number, k0: number, k1: number): [number, number] {
  const block = new Uint32Array(4);
  philox(block, c0, c1, 0, kind, k0, k1);
  return [block[0], block[1]];
}
