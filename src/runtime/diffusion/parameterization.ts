import type { Tensor } from "../core/tf.ts";

/** Coefficients of x_t = alpha x_0 + sigma eps: tensors that broadcast over the batch. */
interface Level {
  alpha: Tensor;
  sigma: Tensor;
}

/** What a network's output is regressed to and how it is read. All tensors have the shape of the data. */
export interface Parameterization {
  readonly name: string;
  /** What the network regresses. */
  target(known: Level & { x0: Tensor; eps: Tensor; xt: Tensor }): Tensor;
  /** x_0 as the output implies it. */
  x0(seen: Level & { output: Tensor; xt: Tensor }): Tensor;
  /** eps as the output implies it. */
  eps(seen: Level & { output: Tensor; xt: Tensor }): Tensor;
  /** Whether reading x_0 divides by alpha, which a schedule with zero terminal SNR makes 0. */
  readonly needsSignal: boolean;
}

/** A parameterization from what it regresses and how x_0 is read; eps then follows from x_t = alpha x_0 + sigma eps. */
export function parameterization({
  name,
  target,
  x0,
  eps = (seen) => seen.xt.sub(seen.alpha.mul(x0(seen))).div(seen.sigma),
  needsSignal = false,
}: Pick<Parameterization, "name" | "target" | "x0"> & Partial<Parameterization>): Parameterization {
  return { name, target, x0, eps, needsSignal };
}

/**
 * The three usual ones: noise (DDPM, 2006.11239), data, and velocity v = alpha eps - sigma x_0 (Salimans and Ho,
 * 2202.00512).
 */
export const parameterizations = {
  eps: parameterization({
    name: "eps",
    target: ({ eps }) => eps,
    x0: ({ output, xt, alpha, sigma }) => xt.sub(sigma.mul(output)).div(alpha),
    eps: ({ output }) => output,
    needsSignal: true,
  }),
  x0: parameterization({
    name: "x0",
    target: ({ x0 }) => x0,
    x0: ({ output }) => output,
  }),
  v: parameterization({
    name: "v",
    target: ({ x0, eps, alpha, sigma }) => alpha.mul(eps).sub(sigma.mul(x0)),
    x0: ({ output, xt, alpha, sigma }) => alpha.mul(xt).sub(sigma.mul(output)),
    eps: ({ output, xt, alpha, sigma }) => alpha.mul(output).add(sigma.mul(xt)),
  }),
};

/** A parameterization by its name or as it is. Throws a RangeError for a name that is not one of the three. */
export function parameterizationOf(
  predict: keyof typeof parameterizations | Parameterization,
): Parameterization {
  if (typeof predict !== "string") return predict;
  if (!Object.hasOwn(parameterizations, predict)) {
    const known = Object.keys(parameterizations).join(", ");
    throw new RangeError(`There is no parameterization "${predict}": choose one of ${known}, or make one`);
  }
  return parameterizations[predict];
}
