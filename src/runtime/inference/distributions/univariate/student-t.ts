import type { Univariate } from "../distribution.ts";
import { expectPositive } from "../expect.ts";
import { logGammaDraw } from "../random/gamma.ts";
import { betaInc, betaIncInv, digamma, logBeta } from "../special/functions.ts";
import { digammaExcess } from "../special/saddle.ts";
import { locationScale, type LocationScale, type Standard } from "./location-scale.ts";

export interface StudentT extends Univariate {
  readonly name: "student t";
  readonly df: number;
  readonly location: number;
  readonly scale: number;
}

/**
 * Student's t of `df` degrees of freedom, any number above 0, with location 0 and scale 1 unless given; the scale is not
 * the standard deviation. The mean is NaN for df <= 1; the variance Infinity for df <= 2, and NaN for df <= 1. Throws a
 * RangeError for a df or scale that is not above 0.
 */
export function studentT({ df, location = 0, scale = 1 }: { df: number } & Partial<LocationScale>): StudentT {
  const name = "student t";
  expectPositive(name, "df", df);
  return { ...locationScale(name, standardT(df), location, scale), df, location, scale };
}

function standardT(df: number): Standard {
  const half = df / 2;
  const constant = -logBeta(0.5, half) - 0.5 * Math.log(df);
  return {
    logProb: (z) => constant - (half + 0.5) * log1pSquare(z / Math.sqrt(df)),
    cdf: (z) => (z < 0 ? tail(z, df) : 1 - tail(z, df)),
    quantile: (p) => (p < 0.5 ? -fromTail(p, df) : fromTail(1 - p, df)),
    sample(stream) {
      const z = stream.normal64(1)[0];
      return z * Math.exp(0.5 * (Math.log(half) - logGammaDraw(stream, half)));
    },
    mean: df > 1 ? 0 : NaN,
    variance: df > 2 ? df / (df - 2) : df > 1 ? Infinity : NaN,
    entropy: () => (half + 0.5) * digammaStep(half) + 0.5 * Math.log(df) + logBeta(0.5, half),
  };
}

/** ln(1 + u^2), also where the square is more than a number holds. */
const log1pSquare = (u: number): number =>
  Math.abs(u) > 1e8 ? 2 * Math.log(Math.abs(u)) : Math.log1p(u * u);

/** digamma(a + 1/2) - digamma(a). */
const digammaStep = (a: number): number =>
  a < 16 ? digamma(a + 0.5) - digamma(a) : Math.log1p(0.5 / a) + digammaExcess(a + 0.5) - digammaExcess(a);

/** P(T <= -|z|): the incomplete beta function of whichever of z^2 / (df + z^2) and its complement is the small one. */
function tail(z: number, df: number): number {
  const square = z * z;
  if (square === Infinity) return 0.5 * Math.exp(logTailFront(df) - df * Math.log(Math.abs(z)));
  return square < df
    ? 0.5 * betaInc(square / (df + square), 0.5, df / 2, true, true)
    : 0.5 * betaInc(df / (df + square), df / 2, 0.5);
}

/** The z >= 0 beyond which lies the probability `p`. */
function fromTail(p: number, df: number): number {
  if (p === 0) return Infinity;
  const share = betaIncInv(2 * p, 0.5, df / 2, true);
  if (share < 0.5) return Math.sqrt((df * share) / (1 - share));
  const rest = betaIncInv(2 * p, df / 2, 0.5);
  if (rest > 1e-30) return Math.sqrt((df * (1 - rest)) / rest);
  // So far out the tail is a power of z.
  return Math.exp((logTailFront(df) - Math.log(2 * p)) / df);
}

/** ln c in 2 P(T > z) = c z^-df for large z. */
const logTailFront = (df: number): number =>
  0.5 * df * Math.log(df) - Math.log(df / 2) - logBeta(df / 2, 0.5);
