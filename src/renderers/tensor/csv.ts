/** A matrix as lines of numbers with commas between; NaN, Infinity and -Infinity by these words. */
export function csvOf(values: ArrayLike<number>, rows: number, columns: number): string {
  const line = (row: number): string =>
    Array.from({ length: columns }, (_, column) => String(values[row * columns + column])).join(",");
  return Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join("");
}
