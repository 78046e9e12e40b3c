// Where an axis has its marks: round numbers, few of them.

/** The step of 1, 2 or 5 times a power of ten that divides `span` into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Multiples of a round step in [low, high], at most `most + 1` of them. */
export function linearTicks(low: number, high: number, most = 5): number[] {
  if (!(high > low)) return [low];
  const step = niceStep(high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Multiplying keeps 0.3 from becoming 0.30000000000000004 by addition; rounding does the rest.
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** Ticks of a logarithmic axis: powers of ten, and where these are few, 2 and 5 or 3 between them. */
export function logTicks(low: number, high: number, most = 5): number[] {
  if (!(low > 0) || !(high > low)) return low > 0 ? [low] : [];
  const within = (factors: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      for (const factor of factors) {
        const tick = Number((factor * 10 ** power).toPrecision(6));
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    }
    return ticks;
  };
  const choices = [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]].map(within);
  const fitting = choices.find((ticks) => ticks.length >= 2 && ticks.length <= most);
  if (fitting) return fitting;
  const decades = choices.at(-1) ?? [];
  if (decades.length > most) {
    const every = Math.ceil(decades.length / most);
    return decades.filter((_, k) => k % every === 0);
  }
  // A range so narrow that no round factor falls into it twice.
  return linearTicks(low, high, most).filter((tick) => tick > 0);
}

/** The whole powers of ten that hold these values, all above 0: the ends of a logarithmic axis. */
export function decadesAround(values: readonly number[]): [low: number, high: number] {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  // A little more, so that the greatest does not lie on the edge.
  return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.001))];
}
