// The Runge-Kutta pair of orders 5 and 4 of Dormand and Prince, "A family of embedded Runge-Kutta formulae" (1980). Its
// seventh slope is taken at the new state, so it is the first slope of the next step.

/** What fraction of the step each slope is taken at. */
export const nodes: readonly number[] = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];

/** How the slopes so far make the state that the next one is taken at; the last row makes the new state. */
export const rows: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

const fourthOrder = [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40];

/** How the slopes make the difference of the two orders: an estimate of the error of a step. */
export const errorRow: readonly number[] = fourthOrder.map((b, i) => (rows[6][i] ?? 0) - b);

/**
 * By what the next step is longer after one whose error was this multiple of what is allowed, within bounds: Hairer,
 * Nørsett and Wanner I, equation II.4.13, for order 5.
 */
export function growth(error: number): number {
  // A state that has left the finite numbers is far too long a step.
  if (!Number.isFinite(error)) return 0.2;
  return Math.min(Math.max(0.9 * error ** (-1 / 5), 0.2), 5);
}
