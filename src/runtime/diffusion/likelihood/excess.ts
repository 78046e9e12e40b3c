/**
 * r - 1 - ln r of r = 1 + d: what a variance r times too large costs, twice over. In terms of d, because near 1 all
 * digits of r - 1 would be lost; near 0 a series, because d and ln(1 + d) agree in most of theirs.
 */
export const excess = (d: number): number =>
  Math.abs(d) < 1e-4 ? d * d * (1 / 2 - d * (1 / 3 - d * (1 / 4 - d / 5))) : d - Math.log1p(d);
