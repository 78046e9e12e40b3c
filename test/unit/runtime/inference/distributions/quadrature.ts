import type { Univariate } from "../../../../../src/runtime/inference/index.ts";

/**
 * The expectation of `f` under a density, by double exponential quadrature (Takahasi and Mori, 1974) over its support: it
 * takes infinite ends, heavy tails and poles at the borders. The real numbers are cut at the median, where there may be a
 * kink.
 */
export function expectation(d: Univariate, f: (x: number) => number): number {
  let sum = 0;
  for (const { x, slope } of nodes(d)) {
    const mass = Math.exp(d.logProb(x)) * slope;
    if (mass > 0 && mass < Infinity) sum += mass * f(x);
  }
  return sum;
}

/** Points of the support, and how much of it each stands for. */
function* nodes(d: Univariate): Generator<{ x: number; slope: number }> {
  const { support } = d;
  const middle = d.quantile(0.5);
  const width = d.quantile(0.75) - d.quantile(0.25);
  const step = 1 / 128;
  for (let i = -5.5 / step; i <= 5.5 / step; i++) {
    const s = (Math.PI / 2) * Math.sinh(i * step);
    const slope = (Math.PI / 2) * Math.cosh(i * step) * step;
    const far = width * Math.exp(s);
    if (support.kind === "real") {
      yield { x: middle + far, slope: slope * far };
      yield { x: middle - far, slope: slope * far };
    } else if (support.kind === "positive") {
      yield { x: middle * Math.exp(s), slope: slope * middle * Math.exp(s) };
    } else if (support.kind === "interval") {
      const length = support.high - support.low;
      const share = 1 / (1 + Math.exp(-2 * s));
      yield { x: support.low + length * share, slope: (2 * slope * length * share) / (1 + Math.exp(2 * s)) };
    } else {
      throw new Error(`No quadrature over ${support.kind}`);
    }
  }
}
