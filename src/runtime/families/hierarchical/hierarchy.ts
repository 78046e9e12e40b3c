import { zerosLike, type Tensor } from "../../core/tf.ts";
import { drawNormal, logNormal, type Conditional } from "./conditional.ts";

/**
 * A hierarchical VAE of T levels: p(z_T) p(z_{T-1} | z_T) ... p(x | z_1), with p(z_T) = N(0, I), and
 * q(z_1 | x) q(z_2 | z_1, x) ... q(z_T | z_{T-1}, x). Arrays count levels from 0: entry 0 is of z_1.
 */
export interface Hierarchy {
  /** q of each level given the one below; the first is given x. */
  readonly encoders: readonly Conditional[];
  /** p of each level but the last, given the one above. */
  readonly decoders: readonly Conditional[];
  /** ln p(x | z_1) in nats, [B]. */
  readonly logLikelihood: (x: Tensor, z: Tensor) => Tensor;
  /** Shape of each level, without the batch. */
  readonly shapes: readonly (readonly number[])[];
}

/** What one path z_1 ... z_T costs each example, in nats: the parts of ln q(z | x) - ln p(x, z), [B] each. */
export interface PathTerms {
  /** -ln p(x | z_1). */
  readonly reconstruction: Tensor;
  /** ln q(z_t | z_{t-1}, x) - ln p(z_t | z_{t+1}). */
  readonly levels: readonly Tensor[];
}

/** Walks up from x with noise for each level, [B, ...shape]. The mean of the sum is the bound on -ln p(x). */
export function pathTerms(hierarchy: Hierarchy, x: Tensor, noise: readonly Tensor[]): PathTerms {
  const { encoders, decoders, logLikelihood } = hierarchy;
  const states: { readonly z: Tensor; readonly logQ: Tensor }[] = [];
  for (const [level, encode] of encoders.entries()) {
    const q = encode(level ? states[level - 1].z : x, x);
    const z = drawNormal(q, noise[level]);
    states.push({ z, logQ: logNormal(z, q) });
  }
  const levels = states.map(({ z, logQ }, level) => {
    const p =
      level + 1 < states.length ? decoders[level](states[level + 1].z, x) : { mean: zerosLike(z), logStd: 0 };
    return logQ.sub<Tensor>(logNormal(z, p));
  });
  return { reconstruction: logLikelihood(x, states[0].z).neg(), levels };
}
