import { weight, type Weight } from "./weight.ts";

/** Throws unless a parameter of a weight is a positive number. */
function expectPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is a number above 0, not ${value}`);
}

/** The squared error of eps, whatever is predicted: snr times that of x_0. */
export const snr = weight({ name: "snr", of: "eps", at: () => 1 });

/** max(snr, 1) of x_0's error, the larger of those of x_0 and eps: Salimans and Ho (2202.00512), section 4. */
export const truncatedSnr = weight({ name: "truncated SNR", of: "x0", at: ({ snr }) => Math.max(snr, 1) });

/**
 * min(snr, gamma) of x_0's error: Hang et al. (2303.09556), equation 9. It is min(snr, gamma) / snr of eps's error and
 * min(snr, gamma) / (snr + 1) of v's.
 */
export function minSnr(gamma = 5): Weight {
  expectPositive("gamma of minSnr", gamma);
  return weight({ name: `min-SNR-${gamma}`, of: "x0", at: ({ snr }) => Math.min(snr, gamma) });
}

/** gamma snr / (gamma + snr) of x_0's error, a smooth minimum: Crowson et al. (2401.11605), section 3.4. */
export function softMinSnr(gamma = 4): Weight {
  expectPositive("gamma of softMinSnr", gamma);
  return weight({
    name: `soft-min-SNR-${gamma}`,
    of: "x0",
    at: ({ alpha, sigma }) => 1 / (1 / gamma + (sigma / alpha) ** 2),
  });
}

/** 1 / (k + snr)^gamma of eps's error: P2, Choi et al. (2204.00227), equation 8. */
export function p2({ k = 1, gamma = 1 } = {}): Weight {
  expectPositive("k of p2", k);
  if (!(gamma >= 0 && gamma < Infinity)) throw new RangeError(`gamma of p2 is at least 0, not ${gamma}`);
  return weight({ name: `P2, k ${k}, gamma ${gamma}`, of: "eps", at: ({ snr }) => (k + snr) ** -gamma });
}

/** 1 / sqrt(snr) of eps's error: Yu et al. (2310.08442). */
export const debiased = weight({ name: "debiased", of: "eps", at: ({ alpha, sigma }) => sigma / alpha });

/**
 * (s^2 + sigmaData^2) / (s sigmaData)^2 of x_0's error, with s = sigma / alpha: EDM, Karras et al. (2206.00364), table
 * 1. The error of what a `preconditioned` network of the same sigmaData predicts then counts 1 everywhere.
 */
export function edmWeight({ sigmaData = 0.5 } = {}): Weight {
  expectPositive("sigmaData of edmWeight", sigmaData);
  return weight({ name: "EDM", of: "x0", at: ({ snr }) => snr + 1 / sigmaData ** 2 });
}
