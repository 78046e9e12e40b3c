/** The value between whole numbers, linear between them. */
export function valueAt(values: ArrayLike<number>, t: number): number {
  const below = Math.floor(t);
  const rest = t - below;
  return rest ? values[below] * (1 - rest) + values[below + 1] * rest : values[below];
}

/** Where falling values, linear between whole numbers, pass `value`; the nearer end where they do not. */
export function timeOfFalling(values: ArrayLike<number>, value: number): number {
  const last = values.length - 1;
  if (!(value < values[0])) return 0;
  if (!(value > values[last])) return last;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) low = middle;
    else high = middle;
  }
  // Towards a value of -Infinity there is no slope: all that is between is at its end.
  const rest = (values[low] - value) / (values[low] - values[high]);
  return Number.isFinite(values[high]) ? low + rest : high;
}
