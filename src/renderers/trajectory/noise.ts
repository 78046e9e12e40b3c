/** Signal and noise of a frame: x = alpha x0 + sigma eps. */
export interface Level {
  alpha: number;
  sigma: number;
}

/** Predicted noise ε̂ = (x − alpha x̂_0) / sigma (DDPM, eq. 15 solved for ε). Null where sigma is 0. */
export function predictedNoise(
  x: Float32Array,
  x0: Float32Array,
  { alpha, sigma }: Level,
): Float32Array | null {
  if (!(sigma > 0)) return null;
  return x.map((value, i) => (value - alpha * x0[i]) / sigma);
}

/**
 * Score of the noised data's density, −(x − alpha x̂_0) / sigma² (Song et al. 2021, by Tweedie's formula): the slope of
 * log p_t at x. Null where sigma is 0, since the data's own density need not have one.
 */
export function scoreOf(x: Float32Array, x0: Float32Array, { alpha, sigma }: Level): Float32Array | null {
  if (!(sigma > 0)) return null;
  const variance = sigma * sigma;
  return x.map((value, i) => -(value - alpha * x0[i]) / variance);
}

/** What x says about the data where no noise is left: x / alpha at sigma 0, else null. */
export function cleanData(x: Float32Array, { alpha, sigma }: Level): Float32Array | null {
  if (sigma !== 0 || alpha === 0) return null;
  return alpha === 1 ? x : x.map((value) => value / alpha);
}

/** log(alpha² / sigma²), as in variational diffusion models. ∞ for data, −∞ for pure noise. */
export const logSnr = ({ alpha, sigma }: Level): number => 2 * Math.log(alpha / sigma);
