import type { Points } from "../features.ts";
import type { Work } from "../work.ts";

/** Squared distances of some rows of one set to some of another: values[i * columns + j] is that of i0 + i to j0 + j. */
export interface Tile {
  readonly i0: number;
  readonly j0: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

const side = 128;

/**
 * Has `visit` see the squared distances of every row of `a` to every row of `b`, a tile at a time, so that memory does not
 * grow with the sets. With `upper`, of one set to itself, tiles that lie whole below the diagonal are left out. Differences
 * are squared as they are: equal rows are at a distance of exactly 0.
 */
export function* eachTile(a: Points, b: Points, visit: (tile: Tile) => void, upper = false): Work<void> {
  const values = new Float64Array(side * side);
  for (let i0 = 0; i0 < a.count; i0 += side) {
    const rows = Math.min(side, a.count - i0);
    for (let j0 = upper ? i0 : 0; j0 < b.count; j0 += side) {
      const columns = Math.min(side, b.count - j0);
      fill(values, a, b, i0, j0, rows, columns);
      visit({ i0, j0, rows, columns, values });
      yield rows * columns * a.dim;
    }
  }
}

function fill(
  values: Float64Array,
  a: Points,
  b: Points,
  i0: number,
  j0: number,
  rows: number,
  columns: number,
): void {
  const { dim } = a;
  for (let i = 0; i < rows; i += 2) {
    for (let j = 0; j < columns; j += 2) {
      // The last row is taken twice where their number is odd.
      const down = i + 1 < rows ? 1 : 0;
      const right = j + 1 < columns ? 1 : 0;
      let x0 = (i0 + i) * dim;
      let x1 = x0 + down * dim;
      let y0 = (j0 + j) * dim;
      let y1 = y0 + right * dim;
      let [s00, s01, s10, s11] = [0, 0, 0, 0];
      for (let k = 0; k < dim; k++) {
        const p = a.values[x0++];
        const q = a.values[x1++];
        const r = b.values[y0++];
        const s = b.values[y1++];
        s00 += (p - r) * (p - r);
        s01 += (p - s) * (p - s);
        s10 += (q - r) * (q - r);
        s11 += (q - s) * (q - s);
      }
      const at = i * columns + j;
      values[at] = s00;
      values[at + right] = s01;
      values[at + down * columns] = s10;
      values[at + down * columns + right] = s11;
    }
  }
}
