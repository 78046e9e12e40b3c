/** How much of a state is data and how much noise: x = alpha x_0 + sigma eps, with eps of N(0, I). */
export interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

/** The level of x_0 itself. */
export const dataLevel: Level = { alpha: 1, sigma: 0 };

/** alpha^2 / sigma^2: Infinity for data, 0 for noise. */
export const snrOf = ({ alpha, sigma }: Level): number => (alpha / sigma) ** 2;

/** ln snr = 2 ln(alpha / sigma), without the overflow that squaring has: Infinity for data, -Infinity for noise. */
export const logSnrOf = ({ alpha, sigma }: Level): number => 2 * (Math.log(alpha) - Math.log(sigma));

/** The variance-preserving level (alpha^2 + sigma^2 = 1) of a log-SNR: VDM (2107.00630), equation 3. */
export const variancePreserving = (logSnr: number): Level => ({
  alpha: Math.sqrt(1 / (1 + Math.exp(-logSnr))),
  sigma: Math.sqrt(1 / (1 + Math.exp(logSnr))),
});
