/** Jupyter counts code points where JavaScript counts UTF-16 units. A cursor behind the end is at the end. */
export function unitsOf(code: string, points: number): number {
  let units = 0;
  for (const character of code) {
    if (points-- <= 0) break;
    units += character.length;
  }
  return units;
}

export const pointsOf = (code: string, units: number): number => Array.from(code.slice(0, units)).length;
