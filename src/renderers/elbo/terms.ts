import { unpackFloats, type Elbo } from "../../protocol/index.ts";

/** The terms between the ends, in bits a dimension. */
export interface Terms {
  readonly t: Float32Array;
  readonly logSnr: Float32Array;
  readonly bits: number[];
  /** What each adds to the bound. */
  readonly shares: number[];
}

/** Reads the terms. Throws a RangeError where their data is damaged. */
export function termsOf({ terms, dims }: Elbo): Terms {
  const [t, logSnr, nats, weights] = [terms.t, terms.logSnr, terms.nats, terms.weights].map(unpackFloats);
  if ([logSnr, nats, weights].some(({ length }) => length !== t.length)) {
    throw new RangeError(`it has ${t.length} terms, and not as many values of each`);
  }
  const bits = Array.from(nats, (value) => value / dims / Math.LN2);
  return { t, logSnr, bits, shares: bits.map((value, k) => value * weights[k]) };
}
