import { expectFinite } from "../distributions/expect.ts";
import { sigmoid, softplus, logSigmoid } from "../distributions/special/sigmoid.ts";
import type { ScalarBijector } from "./bijector.ts";

/** y = x. */
export const identityBijector: ScalarBijector = {
  name: "identity",
  increasing: true,
  forward: (x) => x,
  inverse: (y) => y,
  logDet: () => 0,
};

/** y = e^x: the real numbers to those above 0. */
export const expBijector: ScalarBijector = {
  name: "exp",
  increasing: true,
  forward: Math.exp,
  inverse: Math.log,
  logDet: (x) => x,
};

/** y = ln(1 + e^x): the real numbers to those above 0, and nearly y = x where x is large. */
export const softplusBijector: ScalarBijector = {
  name: "softplus",
  increasing: true,
  forward: softplus,
  inverse: (y) => y + Math.log(-Math.expm1(-y)),
  logDet: logSigmoid,
};

/** y = 1 / (1 + e^-x): the real numbers to (0, 1). */
export const sigmoidBijector: ScalarBijector = {
  name: "sigmoid",
  increasing: true,
  forward: sigmoid,
  inverse: (y) => Math.log(y) - Math.log1p(-y),
  logDet: (x) => logSigmoid(x) + logSigmoid(-x),
};

/**
 * y = shift + scale x: 0 and 1 unless given. Throws a RangeError for a shift or scale that is not finite, or a scale of 0.
 */
export function affineBijector({ shift = 0, scale = 1 } = {}): ScalarBijector {
  const name = "affine";
  expectFinite(name, "shift", shift);
  expectFinite(name, "scale", scale);
  if (scale === 0) throw new RangeError(`scale of ${name} is not 0: that could not be undone`);
  return {
    name,
    increasing: scale > 0,
    forward: (x) => shift + scale * x,
    inverse: (y) => (y - shift) / scale,
    logDet: () => Math.log(Math.abs(scale)),
  };
}

/** Bijectors one after the other, the first one first. */
export function chainBijector(...bijectors: readonly ScalarBijector[]): ScalarBijector {
  return {
    name: bijectors.map(({ name }) => name).join(", then "),
    increasing: bijectors.filter(({ increasing }) => !increasing).length % 2 === 0,
    forward: (x) => bijectors.reduce((at, one) => one.forward(at), x),
    inverse: (y) => bijectors.reduceRight((at, one) => one.inverse(at), y),
    logDet(x) {
      let [at, sum] = [x, 0];
      for (const one of bijectors) {
        sum += one.logDet(at);
        at = one.forward(at);
      }
      return sum;
    },
  };
}

/** The real numbers to (low, high), by the sigmoid. Throws a RangeError unless low < high, both finite. */
export function intervalBijector({ low, high }: { low: number; high: number }): ScalarBijector {
  expectFinite("interval", "low", low);
  expectFinite("interval", "high", high);
  if (!(low < high))
    throw new RangeError(`low of interval lies below high, not at ${low} with high at ${high}`);
  return {
    ...chainBijector(sigmoidBijector, affineBijector({ shift: low, scale: high - low })),
    name: "interval",
  };
}
