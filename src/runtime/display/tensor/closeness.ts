import type { Pace } from "../../../protocol/host.ts";
import type { Closeness } from "../../../protocol/closeness.ts";
import type { Reader } from "./reader.ts";

/** How far apart two values may be and still be close: |a - b| <= atol + rtol |b|, as NumPy's `allclose` has it. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

type Place = { by: number; at: number; values: [number, number] } | null;

/** Pairs of values that are compared one stretch after the other. NaN is close to NaN, an infinity to itself. */
export function comparing({ rtol, atol }: Tolerance, shape: readonly number[], singles: boolean) {
  let [of, far, unlike, ulps] = [0, 0, 0, 0];
  let largest: Place = null;
  let relative: Place = null;

  return {
    /** Compares values, the k-th of which lies at `placeOf(k)` in the order of memory. */
    add(a: ArrayLike<number>, b: ArrayLike<number>, placeOf: (k: number) => number): void {
      const apart = singles ? ulpsApart(a, b) : 0;
      if (apart > ulps) ulps = apart;
      for (let k = 0; k < a.length; k++) {
        const [left, right] = [a[k], b[k]];
        of++;
        if (Object.is(left, right) || left === right) {
          if (left - left === 0) {
            largest ??= { by: 0, at: placeOf(k), values: [left, right] };
            relative ??= { by: 0, at: placeOf(k), values: [left, right] };
          }
          continue;
        }
        const by = Math.abs(left - right);
        if (by - by !== 0) {
          far++;
          unlike++;
          continue;
        }
        if (by > atol + rtol * Math.abs(right)) far++;
        if (!largest || by > largest.by) largest = { by, at: placeOf(k), values: [left, right] };
        const share = by / Math.max(Math.abs(left), Math.abs(right));
        if (!relative || share > relative.by) relative = { by: share, at: placeOf(k), values: [left, right] };
      }
    },
    result(): Closeness {
      const placed = (place: Place): Closeness["largest"] =>
        place && { by: place.by, values: place.values, index: indexOf(place.at, shape) };
      const close = { of, far, rtol, atol, unlike };
      return { ...close, largest: placed(largest), relative: placed(relative), ulps: singles ? ulps : null };
    },
  };
}

const stretch = 1 << 20;

/** Compares all values of two readers. */
export async function closenessOf(
  a: Reader,
  b: Reader,
  tolerance: Tolerance,
  { singles, pace }: { singles: boolean; pace: Pace },
): Promise<Closeness> {
  const pairs = comparing(tolerance, a.shape, singles);
  for (let from = 0; from < a.size; from += stretch) {
    if (from > 0) await pace();
    const to = Math.min(from + stretch, a.size);
    pairs.add(await a.stretch(from, to), await b.stretch(from, to), (k) => from + k);
  }
  return pairs.result();
}

/** The most float32 numbers that lie between two of the values, both ends counted once; pairs with NaN are left out. */
function ulpsApart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [left, right] = [bitsOf(a), bitsOf(b)];
  let most = 0;
  for (let k = 0; k < a.length; k++) {
    const apart = Math.abs(orderOf(left[k]) - orderOf(right[k]));
    if (apart > most && Number.isFinite(a[k]) && Number.isFinite(b[k])) most = apart;
  }
  return most;
}

const bitsOf = (values: ArrayLike<number>): Int32Array => new Int32Array(Float32Array.from(values).buffer);

/** Whole numbers in the order of the float32 numbers that have these bits; both zeros are 0. */
const orderOf = (bits: number): number => (bits < 0 ? -(bits & 0x7fffffff) : bits);

function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = place;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
