import type { Parameter, TensorDistribution } from "./distribution.ts";
import { independent } from "./independent.ts";
import { normal } from "./normal.ts";

/**
 * The normal distribution of vectors of independent entries: mean and std of a shape [...batch, n], or what broadcasts to
 * it.
 */
export const diagonalNormal = (parameters: { mean: Parameter; std: Parameter }): TensorDistribution => ({
  ...independent(normal(parameters)),
  name: "diagonal normal",
});
