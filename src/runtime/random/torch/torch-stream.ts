import { expectInteger } from "../../core/shape.ts";
import { mersenneTwister } from "./mersenne-twister.ts";
import { normalBlocks, normalPairs, type Round } from "./box-muller.ts";

/**
 * PyTorch's CPU generator: each call gives what torch's function of that name gives on a generator of the same seed
 * after the same calls. Whole and uniform numbers are torch's to the bit. So are normal ones as far as torch agrees with
 * itself: its vector code differs between processors in the last bit of a logarithm or cosine.
 */
export interface TorchStream {
  /** torch.rand(length), float32. */
  rand(length: number): Float32Array;
  /** torch.rand(length, dtype=torch.float64). */
  rand64(length: number): Float64Array;
  /** torch.randn(length), float32. */
  randn(length: number): Float32Array;
  /** torch.randn(length, dtype=torch.float64). */
  randn64(length: number): Float64Array;
  /** torch.randint(low, high, (length,)): from `low` to `high` - 1, whole numbers within 2^53. */
  randint(low: number, high: number, length: number): Float64Array;
  /** torch.randperm(length). */
  randperm(length: number): Int32Array;
}

/** torch.manual_seed(seed), of which torch keeps the last 32 bits. Seeds are whole numbers from 0 to 2^53 - 1. */
export function torchStream(seed: number): TorchStream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}`);
  }
  const word = mersenneTwister(seed % 2 ** 32);
  const uniform32 = () => (word() & 0xffffff) / 2 ** 24;
  // The last 53 bits of two words, the first of which is the high one.
  const uniform64 = () => ((word() & 0x1fffff) * 2 ** 32 + word()) / 2 ** 53;
  const normal = normalPairs(uniform64);

  function randn<A extends Float32Array | Float64Array>(out: A, uniform: () => number, round: Round): A {
    const few = out.length < 16;
    for (let i = 0; i < out.length; i++) out[i] = few ? normal() : uniform();
    if (!few) normalBlocks(out, uniform, round);
    return out;
  }

  return {
    rand: (length) => new Float32Array(checked(length)).map(uniform32),
    rand64: (length) => new Float64Array(checked(length)).map(uniform64),
    randn: (length) => randn(new Float32Array(checked(length)), uniform32, Math.fround),
    randn64: (length) => randn(new Float64Array(checked(length)), uniform64, (x) => x),
    randint(low, high, length) {
      const range = high - low;
      if (![low, high, range].every(Number.isSafeInteger) || range < 1) {
        throw new RangeError(
          `randint draws whole numbers from low to high - 1, not from ${low} to ${high} - 1`,
        );
      }
      // Two words where one would favour some numbers too much.
      const wide = () => Number(((BigInt(word()) << 32n) | BigInt(word())) % BigInt(range));
      const narrow = () => word() % range;
      const one = range < 2 ** 28 ? narrow : wide;
      return new Float64Array(checked(length)).map(() => low + one());
    },
    randperm(length) {
      const out = new Int32Array(checked(length)).map((_, i) => i);
      for (let i = 0; i < length - 1; i++) {
        const j = i + (word() % (length - i));
        [out[i], out[j]] = [out[j], out[i]];
      }
      return out;
    },
  };
}

function checked(length: number): number {
  expectInteger("length", length, 0);
  return length;
}
