import { stream } from "../../../src/runtime/random/index.ts";

/** Effects of coaching in eight schools, Rubin (1981). */
export const schools = {
  y: [28, 8, -3, 7, -1, 1, 18, 12],
  sigma: [15, 10, 16, 11, 9, 11, 10, 18],
};

export interface Regression {
  rows: number;
  /** [rows, columns], row after row. */
  x: number[];
  y: number[];
}

/** 500 labels drawn from a logistic regression on 20 numbers each. */
export function regression(rows = 500, columns = 20): Regression {
  const random = stream(1);
  const x = [...random.normal64(rows * columns)];
  const slopes = random.normal64(columns);
  const y = Array.from({ length: rows }, (_, row) => {
    const logit = slopes.reduce((sum, slope, k) => sum + slope * x[row * columns + k], 0.5);
    return Number(random.uniform64(1)[0] < 1 / (1 + Math.exp(-logit)));
  });
  return { rows, x, y };
}
