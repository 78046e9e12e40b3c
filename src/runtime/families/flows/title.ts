const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What a flow of vectors is called: "RealNVP of 2 numbers, 6 layers". */
export const titleOf = (kind: string, dim: number, layers: number, what = "layer"): string =>
  `${kind} of ${counted(dim, "number")}, ${counted(layers, what)}`;
