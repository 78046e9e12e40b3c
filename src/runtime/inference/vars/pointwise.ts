import { digamma, logGamma } from "../distributions/special/functions.ts";
import { logSigmoid, sigmoid, softplus } from "../distributions/special/sigmoid.ts";
import type { Pointwise } from "./made.ts";

// One object each, so that a trace knows the same function by it.

export const negation: Pointwise = { f: (x) => -x, slope: () => -1 };
export const squared: Pointwise = { f: (x) => x * x, slope: (x) => 2 * x };
export const root: Pointwise = { f: (x) => Math.sqrt(x), slope: (_, y) => 0.5 / y };
export const power: Pointwise = { f: (x, p) => x ** p, slope: (x, _, p) => p * x ** (p - 1) };
export const exponential: Pointwise = { f: (x) => Math.exp(x), slope: (_, y) => y };
export const logarithm: Pointwise = { f: (x) => Math.log(x), slope: (x) => 1 / x };
export const logarithm1p: Pointwise = { f: (x) => Math.log1p(x), slope: (x) => 1 / (1 + x) };
export const absolute: Pointwise = { f: (x) => Math.abs(x), slope: (x) => Math.sign(x) };
export const hyperbolic: Pointwise = { f: (x) => Math.tanh(x), slope: (_, y) => 1 - y * y };
export const sine: Pointwise = { f: (x) => Math.sin(x), slope: (x) => Math.cos(x) };
export const cosine: Pointwise = { f: (x) => Math.cos(x), slope: (x) => -Math.sin(x) };
export const logistic: Pointwise = { f: (x) => sigmoid(x), slope: (x) => sigmoid(x) * sigmoid(-x) };
export const logLogistic: Pointwise = { f: (x) => logSigmoid(x), slope: (x) => sigmoid(-x) };
export const rising: Pointwise = { f: (x) => softplus(x), slope: (x) => sigmoid(x) };
export const logFactorial: Pointwise = { f: (x) => logGamma(x), slope: (x) => digamma(x) };
/** 1 of what is above 0, else 0. */
export const above: Pointwise = { f: (x) => Number(x > 0), slope: () => 0 };
