import { erfc, erfcInv } from "./functions.ts";

/** P(Z <= z) of N(0, 1), to float64 in both tails. */
export const normalCdf = (z: number): number => 0.5 * erfc(-z * Math.SQRT1_2);

/** The z at which P(Z <= z) is `p`. */
export const normalQuantile = (p: number): number => -Math.SQRT2 * erfcInv(2 * p);
