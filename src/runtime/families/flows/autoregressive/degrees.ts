/** An entry may see those of a lower or the same degree: MADE (1502.03509), section 4. */
export type Degrees = readonly number[];

export interface MadeSizes {
  /** Entries of one example. */
  dim: number;
  /** Entries of its context: every output may see these. */
  context: number;
  width: number;
  depth: number;
  /** Outputs for each entry. */
  parameters: number;
}

/**
 * The degrees of a network's layers, from its input to its output: entries 1 to dim, context 0, and hidden units spread
 * evenly. The output of entry i has degree i - 1: it sees the entries before.
 */
export function degreesOf({ dim, context, width, depth, parameters }: MadeSizes): Degrees[] {
  // Units of degree 0 see the context alone; without one, or with no other entry to see, they would see nothing.
  const least = context || dim === 1 ? 0 : 1;
  const entries = Array.from({ length: dim }, (_, i) => i + 1);
  const hidden = Array.from({ length: width }, (_, i) => least + (i % Math.max(dim - least, 1)));
  return [
    [...entries, ...Array<number>(context).fill(0)],
    ...Array.from({ length: depth }, () => hidden),
    entries.flatMap((entry) => Array<number>(parameters).fill(entry - 1)),
  ];
}

/** Which connections there are between two layers, as 1 or 0 in a matrix [from, to]. */
export const maskOf = (from: Degrees, to: Degrees): Float32Array =>
  Float32Array.from(from.flatMap((below) => to.map((above) => (above >= below ? 1 : 0))));
