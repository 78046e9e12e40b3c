import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import type { Var } from "../../vars/index.ts";

/** A draw of a guide, through which gradients flow to its parameters. */
export interface Draw {
  /** A position [dim] in unconstrained space. */
  readonly z: Var;
  /** ln q(z) in nats; its gradient takes both ways: that of the density's parameters, and that of z. */
  readonly logQ: Var;
}

/** What closed forms need of a normal guide. */
export interface NormalParts {
  readonly mean: Var;
  /** In nats. */
  readonly entropy: Var;
  /** The trace of a symmetric matrix [dim, dim] times the covariance. */
  readonly spread: (matrix: Float64Array) => Var;
}

/**
 * A family of densities q over positions of a target, one for each vector of variational parameters. Its draws are made of
 * standard normal numbers eps, which is all that estimators of any kind need: they weigh z and ln q(z) of each draw.
 */
export interface Family {
  readonly name: string;
  /** How many numbers a position has. */
  readonly dim: number;
  /** How many variational parameters there are. */
  readonly size: number;
  /** How many standard normal numbers a draw is made of. */
  readonly noise: number;
  /** Parameters of a density around `centre` [dim] with standard deviations of about `scale`. */
  init(centre: Float64Array, scale: number, random: Stream): Float64Array;
  draw(params: Var, eps: Float64Array): Draw;
  /** The gradient of ln q at a draw, by z alone: [dim]. */
  score(params: Float64Array, eps: Float64Array, z: Float64Array): Float64Array;
  /** ln q(z) in nats, of any position. */
  logProb(params: Float64Array, z: Float64Array): number;
  /** Of normal guides. */
  readonly normal?: (params: Var) => NormalParts;
  /** A point rather than a density: there is no ln q. */
  readonly point?: true;
}

/** A kind of approximation, which becomes a family when it is told what to approximate. */
export interface Guide {
  readonly name: string;
  on(target: Target): Family;
}
