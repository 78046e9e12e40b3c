/** How the cumulative distribution of N(0, 1) is computed. */
export type NormalCdf = keyof typeof normalCdfs;

/** Beyond this the series would lose the tail's digits. */
const tail = 2;

/**
 * The cumulative distribution itself. In the middle a series in x (G. Marsaglia, "Evaluating the normal distribution",
 * 2004, equation 5), in the tails Laplace's continued fraction, whose relative error is small however far out.
 */
function exactCdf(x: number): number {
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > tail) {
    if (density === 0) return x < 0 ? 0 : 1;
    let fraction = 0;
    for (let k = 120; k > 0; k--) fraction = k / (Math.abs(x) + fraction);
    const beyond = density / (Math.abs(x) + fraction);
    return x < 0 ? beyond : 1 - beyond;
  }
  let [sum, term] = [0, x];
  for (let k = 3; sum + term !== sum; k += 2) {
    sum += term;
    term *= (x * x) / k;
  }
  return 0.5 + density * sum;
}

/** The same with tanh: DDPM's and guided-diffusion's code, after Page (1977). Off by up to 3e-4. */
function tanhCdf(x: number): number {
  // (1 + tanh u) / 2, in a form that keeps the digits of the lower tail.
  const u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
  return 1 / (1 + Math.exp(-2 * u));
}

/** "tanh" approximates, "erf" is exact to float64. */
export const normalCdfs = { tanh: tanhCdf, erf: exactCdf };
