/** State of an exponential moving average that starts from nothing. */
export interface Average {
  /** Biased average, and the weight it has gathered: their ratio is the average. */
  readonly sum: number;
  readonly weight: number;
  readonly step: number | null;
}

export const noAverage: Average = { sum: 0, weight: 0, step: null };

/**
 * One value further: m ← β m + (1 − β) v with the bias correction of Adam (Kingma & Ba 2015, eq. 3), so that the
 * first values are not drawn towards 0. Where steps were left out, β counts once for each. A value that is not
 * finite is passed over.
 */
export function averaged(before: Average, step: number, value: number, beta: number): Average {
  if (!Number.isFinite(value)) return before;
  const decay = before.step === null ? 0 : beta ** Math.max(1, step - before.step);
  return { sum: decay * before.sum + (1 - beta) * value, weight: decay * before.weight + (1 - beta), step };
}

/** The average's value; NaN before the first. */
export const valueOf = ({ sum, weight }: Average): number => (weight > 0 ? sum / weight : NaN);
