import type { Support } from "../distributions/support.ts";
import type { Constraint } from "../vars/constrain.ts";

/** A parameter of a program. */
export interface Parameter {
  readonly name: string;
  readonly support: Support;
  /** How many numbers it has; null for one that is no vector. */
  readonly size: number | null;
  readonly constraint: Constraint;
  /** Where its unconstrained numbers begin in a position. */
  readonly begin: number;
}

/** What is kept with the draws: parameters, and what was recorded. */
export interface Kept {
  readonly name: string;
  readonly size: number | null;
}

export const lengthOf = ({ size }: Kept): number => size ?? 1;

/** "mu", or "theta[0]", "theta[1]", … */
export const namesOf = ({ name, size }: Kept): string[] =>
  size === null ? [name] : Array.from({ length: size }, (_, i) => `${name}[${i}]`);
