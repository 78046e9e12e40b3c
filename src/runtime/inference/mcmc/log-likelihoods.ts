import type { BayesModel } from "../programs/index.ts";
import type { Run } from "./run.ts";

/** Draws with their unconstrained positions, of chains or of a guide. */
type Positions = Pick<Run, "positions" | "chains" | "draws">;

/**
 * Log density of each observation at every draw, [observations][draws] in nats: what `loo` and `waic` are made of. `name` is
 * that of the data, and need not be given where there is one. Throws a RangeError for data that there is not.
 */
export function logLikelihoods(model: BayesModel, run: Positions, name?: string): Float64Array[] {
  const { dim } = model;
  const total = run.chains * run.draws;
  const at = (i: number) => model.logLikelihoods(run.positions.subarray(i * dim, (i + 1) * dim));
  const names = Object.keys(at(0));
  const of = name ?? (names.length === 1 ? names[0] : undefined);
  if (of === undefined || !names.includes(of))
    throw new RangeError(
      `${name === undefined ? "Name the data" : `There is no data "${name}"`}: there is ${names.join(", ") || "none"}`,
    );
  const rows = Array.from({ length: at(0)[of].length }, () => new Float64Array(total));
  for (let draw = 0; draw < total; draw++) at(draw)[of].forEach((value, i) => (rows[i][draw] = value));
  return rows;
}
