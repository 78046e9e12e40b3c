import type { Tensor } from "../../core/tf.ts";
import type { Instant, Instants } from "../instant.ts";
import { parameterization, type Parameterization } from "./parameterization.ts";

/** A sum of tensors, each times a coefficient; those that are not named have none. */
type Sum<Of extends string> = Partial<Record<Of, 1 | ((at: Instant) => number)>>;

/**
 * A parameterization that is linear in x_0 and eps, by its coefficients. They are worked out in float64, so nothing
 * is lost where two nearly equal numbers are taken from each other or a ratio would overflow.
 */
export const linearParameterization = (by: {
  readonly name: string;
  readonly target: Sum<"x0" | "eps" | "xt">;
  readonly x0: Sum<"output" | "xt">;
  readonly eps: Sum<"output" | "xt">;
  readonly input?: Parameterization["input"];
  readonly time?: Parameterization["time"];
}): Parameterization =>
  parameterization({ ...by, target: summed(by.target), x0: summed(by.x0), eps: summed(by.eps) });

const summed =
  <Of extends string>(sum: Sum<Of>) =>
  (from: Instants & Readonly<Record<Of, Tensor>>): Tensor =>
    (Object.keys(sum) as Of[])
      .map((name) => {
        const coefficient = sum[name];
        return typeof coefficient === "function" ? from[name].mul(from.scale(coefficient)) : from[name];
      })
      .reduce((total, term) => total.add(term));
