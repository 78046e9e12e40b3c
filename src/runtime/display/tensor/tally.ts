/** What one pass over values tells. */
export interface Tally {
  finite: number;
  nan: number;
  plusInf: number;
  minusInf: number;
  zeros: number;
  min: number;
  max: number;
  sum: number;
  /** Whether all finite values are whole numbers. */
  whole: boolean;
}

export const emptyTally = (): Tally => ({
  finite: 0,
  nan: 0,
  plusInf: 0,
  minusInf: 0,
  zeros: 0,
  min: Infinity,
  max: -Infinity,
  sum: 0,
  whole: true,
});

/** Adds a block of values. Sums of blocks are added up, which keeps more digits than one sum of all. */
export function addToTally(tally: Tally, block: Float64Array): void {
  if (!addFinite(tally, block)) addAny(tally, block);
  if (tally.whole) tally.whole = block.every((value) => value - value !== 0 || Number.isInteger(value));
}

/** The quick way, for blocks without NaN and infinities; false, with nothing added, for others. */
function addFinite(tally: Tally, block: Float64Array): boolean {
  let [sum, zeros, strange] = [0, 0, 0];
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < block.length; i++) {
    const value = block[i];
    // 0 of what is finite, else NaN.
    strange += value - value;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
  }
  if (strange !== 0) return false;
  tally.finite += block.length;
  tally.zeros += zeros;
  tally.sum += sum;
  if (min < tally.min) tally.min = min;
  if (max > tally.max) tally.max = max;
  return true;
}

function addAny(tally: Tally, block: Float64Array): void {
  for (let i = 0; i < block.length; i++) {
    const value = block[i];
    if (value - value === 0) {
      tally.finite++;
      tally.sum += value;
      if (value < tally.min) tally.min = value;
      if (value > tally.max) tally.max = value;
      if (value === 0) tally.zeros++;
    } else if (value === Infinity) tally.plusInf++;
    else if (value === -Infinity) tally.minusInf++;
    else tally.nan++;
  }
}

/** The sum of the largest doubles overflows; their mean lies between them all the same. */
export const meanOf = ({ sum, finite, min, max }: Tally): number =>
  Number.isFinite(sum) ? sum / finite : min / 2 + max / 2;
