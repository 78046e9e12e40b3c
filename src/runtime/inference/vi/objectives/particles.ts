/** Draws z of a guide with what an objective is made of. */
export interface Particles {
  /** ln p(z) of each in nats, up to the target's constant. */
  readonly logP: Float64Array;
  /** ln q(z) of each in nats. */
  readonly logQ: Float64Array;
  /** Gradients of ln p by z; none where the estimator asks for none. */
  readonly gradP: readonly Float64Array[];
  /** Gradients of ln q by z alone, the parameters held; none where the estimator asks for none. */
  readonly gradQ: readonly Float64Array[];
}

/** How strongly an estimate of a gradient pulls at each draw: at its z, and at its ln q. */
export interface Pulls {
  readonly z: readonly Float64Array[];
  readonly logQ: Float64Array;
}

export const logWeightsOf = ({ logP, logQ }: Particles): Float64Array => logP.map((p, i) => p - logQ[i]);

/** Lets an estimate pull at draw i, so and so strongly. */
type Pull = (i: number, weight: number) => void;

/** The gradients that every estimator is a weighted sum of, of a draw z(params, eps). */
export interface Pulling {
  readonly pulls: Pulls;
  /** Of ln p(z) - ln q(z), all told. */
  readonly total: Pull;
  /** The same with the parameters of q held, so that only z moves. */
  readonly path: Pull;
  /** Of ln q(z) with z held. */
  readonly score: Pull;
  /** Of ln p(z) alone. */
  readonly density: Pull;
}

export function pulling({ logP, gradP, gradQ }: Particles, dim: number): Pulling {
  const z = Array.from(logP, () => new Float64Array(dim));
  const logQ = new Float64Array(logP.length);
  const along = (i: number, weight: number, gradient: Float64Array): void => {
    // What weighs nothing may well be infinite.
    if (weight !== 0) for (let k = 0; k < dim; k++) z[i][k] += weight * gradient[k];
  };
  return {
    pulls: { z, logQ },
    total(i, weight) {
      along(i, weight, gradP[i]);
      logQ[i] -= weight;
    },
    path(i, weight) {
      along(i, weight, gradP[i]);
      along(i, -weight, gradQ[i]);
    },
    score(i, weight) {
      logQ[i] += weight;
      along(i, -weight, gradQ[i]);
    },
    density: (i, weight) => along(i, weight, gradP[i]),
  };
}
