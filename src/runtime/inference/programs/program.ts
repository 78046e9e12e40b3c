import type { Value, Var } from "../vars/index.ts";
import type { VarDistribution } from "../vars/distributions/index.ts";

/** What a program is written with. Each name is used once. */
export interface Statements {
  /**
   * A parameter with this prior: a number, or `size` of them that are independent. Where the prior's parameters are
   * vectors, as many as they have.
   */
  sample: (name: string, prior: VarDistribution, size?: number) => Var;
  /** Data that came from this distribution. */
  observe: (name: string, distribution: VarDistribution, data: number | ArrayLike<number>) => void;
  /** Adds a term of your own to the log density, in nats. */
  factor: (name: string, logDensity: Value) => void;
  /** Something derived, which is kept with the draws. */
  record: (name: string, value: Var) => Var;
}

/**
 * A model as the story of how its data came about, in variables:
 *
 *     ({ sample, observe }) => {
 *       const mu = sample("mu", vars.normal({ std: 5 }));
 *       observe("y", vars.normal({ mean: mu, std: sigma }), y);
 *     }
 */
export type Program = (statements: Statements) => void;
