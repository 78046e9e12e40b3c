/** The x in [0, 1] at which a rising function passes `value`, by bisection down to neighbouring numbers. */
export function bisect(rising: (x: number) => number, value: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
}
