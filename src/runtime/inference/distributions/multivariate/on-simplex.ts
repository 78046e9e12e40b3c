/** Whether the entries of x are at least 0 and add up to 1 within 1e-6. */
export const onSimplex = (x: ArrayLike<number>): boolean => {
  const values = Array.from(x);
  return values.every((xi) => xi >= 0) && Math.abs(values.reduce((a, b) => a + b, 0) - 1) <= 1e-6;
};
