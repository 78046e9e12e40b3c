import { shapeText } from "../core/shape.ts";

/** What a sampler has drawn. */
export interface Draws {
  /** Of each number, such as "theta[3]". */
  readonly names: readonly string[];
  readonly chains: number;
  /** Of each chain. */
  readonly draws: number;
  /** [chains, draws, names], row after row. */
  readonly values: Float64Array;
}

/** The draws of one number, a chain each. Throws a RangeError for a name that there is not. */
export function chainsOf({ names, chains, draws, values }: Draws, name: string): Float64Array[] {
  const dim = names.length;
  if (values.length !== chains * draws * dim)
    throw new RangeError(`Draws of shape ${shapeText([chains, draws, dim])} have ${values.length} values`);
  const at = names.indexOf(name);
  if (at < 0) throw new RangeError(`There is no "${name}" among the draws: there are ${names.join(", ")}`);
  return Array.from({ length: chains }, (_, chain) =>
    Float64Array.from({ length: draws }, (_, draw) => values[(chain * draws + draw) * dim + at]),
  );
}
