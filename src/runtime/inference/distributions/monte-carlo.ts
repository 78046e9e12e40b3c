/** A mean over draws, which is known to within its standard error. */
export interface MonteCarlo {
  readonly method: "monte carlo";
  readonly value: number;
  readonly standardError: number;
  readonly draws: number;
}

/**
 * The mean of so many draws by Welford's recurrence; n - 1 in the variance. One infinite draw makes it infinite, with an
 * error of NaN.
 */
export function meanOver(draws: number, draw: () => number): MonteCarlo {
  const method = "monte carlo";
  let [value, squares] = [0, 0];
  for (let n = 1; n <= draws; n++) {
    const drawn = draw();
    if (Math.abs(drawn) === Infinity) return { method, value: drawn, standardError: NaN, draws };
    const off = drawn - value;
    value += off / n;
    squares += off * off * (1 - 1 / n);
  }
  return { method, value, standardError: Math.sqrt(squares / (draws - 1) / draws), draws };
}
