export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

/** Variance of the mean of independent values, from their spread; null where there is but one. */
export function varianceOfMean(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - middle) ** 2;
  return sum / (values.length - 1) / values.length;
}

/** The mean of lists of one length, entry by entry. */
export const meanOf = (lists: readonly Float64Array[]): Float64Array =>
  lists[0].map((_, i) => mean(lists.map((list) => list[i])));
