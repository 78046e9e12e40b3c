import { elementwise, type Values } from "./elementwise.ts";

/**
 * KL(N(mean1, exp(logVariance1)) || N(mean2, exp(logVariance2))) in nats, for numbers or entry by entry for arrays, in
 * float64. Throws a RangeError for arrays of different lengths.
 */
export function normalKl(mean1: number, logVariance1: number, mean2: number, logVariance2: number): number;
export function normalKl(
  mean1: Values,
  logVariance1: Values,
  mean2: Values,
  logVariance2: Values,
): number | Float64Array;
export function normalKl(
  mean1: Values,
  logVariance1: Values,
  mean2: Values,
  logVariance2: Values,
): number | Float64Array {
  const kl = (m1: number, lv1: number, m2: number, lv2: number): number => {
    const difference = lv1 - lv2;
    // expm1 keeps the digits where the variances are nearly equal.
    return 0.5 * (Math.expm1(difference) - difference + (m1 - m2) ** 2 * Math.exp(-lv2));
  };
  return elementwise(kl, mean1, logVariance1, mean2, logVariance2);
}
