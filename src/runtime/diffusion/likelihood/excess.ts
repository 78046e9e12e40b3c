/**
 * r - 1 - ln r of r = 1 + d: what a variance r times too large costs, twice over. In terms of d, because near 1 all
 * digits of r - 1 would be lost.
 */
export const excess = (d: number): number => d - Math.log1p(d);
