import { elbo } from "./elbo.ts";
import { weight, type Weight } from "./weight.ts";

/**
 * The ELBO's weight times sigmoid(bias - ln snr), which leaves out the details of nearly clean data: Kingma and Gao
 * (2303.00848), section 5, whose weighting function w(ln snr) multiplies the ELBO's. Images of higher resolution want
 * a lower bias.
 */
export function sigmoid(bias = 2): Weight {
  if (!Number.isFinite(bias)) throw new RangeError(`bias of sigmoid is a finite number, not ${bias}`);
  return weight({
    name: `sigmoid, bias ${bias}`,
    of: "x0",
    at: (instant) => elbo.at(instant) / (1 + Math.exp(instant.logSnr - bias)),
  });
}
