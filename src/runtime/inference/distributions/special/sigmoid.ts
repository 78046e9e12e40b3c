/** 1 / (1 + e^-x). */
export const sigmoid = (x: number): number => {
  const small = Math.exp(-Math.abs(x));
  return x < 0 ? small / (1 + small) : 1 / (1 + small);
};

/** ln(1 + e^x). */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** ln of the sigmoid, -x where that is far below 0. */
export const logSigmoid = (x: number): number => -softplus(-x);
