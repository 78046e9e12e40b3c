import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { tableBundle } from "./table.ts";

/** What stands in one place of a table. Nothing is written where it is null or undefined. */
export type Cell = string | number | bigint | boolean | null | undefined;
export type Row = Readonly<Record<string, Cell>>;

export interface RowsOptions {
  /** What the table is of; stands above it. */
  title?: string;
  /** Significant digits of a column's largest number: 4 unless given. Whole numbers are written out. */
  digits?: number;
}

/** A table that shows itself as a cell's last value, or by `display`. */
export interface RowsTable {
  readonly rows: readonly Row[];
  [displaySymbol](): MimeBundle;
}

/**
 * Rows of records as a table whose heads sort it. A column for each key, in the order in which keys come first; the first
 * names the rows. One record alone is a row for each of its keys. Throws a TypeError for what is no record of such cells.
 *
 *     table([{ sampler: "DDIM", steps: 20, error: 0.033 }, { sampler: "Heun", steps: 10, error: 0.0391 }])
 */
export function table(rows: readonly Row[] | Row, { title = "", digits = 4 }: RowsOptions = {}): RowsTable {
  if (!Number.isInteger(digits) || digits < 1 || digits > 17)
    throw new RangeError(`digits must be a whole number from 1 to 17, not ${digits}`);
  const records: readonly Row[] = isList(rows)
    ? rows
    : Object.entries(rows).map(([name, value]) => ({ "": name, value }));
  records.forEach(expectCells);
  const columns = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const texts = columns.map((column) => written(records.map((row) => row[column]), digits)); // prettier-ignore
  return {
    rows: records,
    [displaySymbol]: () =>
      tableBundle({
        title,
        heads: columns.length > 0 ? columns : [""],
        rows: records.map((_, i) => texts.map((column) => column[i])),
      }),
  };
}

const isList = (rows: readonly Row[] | Row): rows is readonly Row[] => Array.isArray(rows);

function expectCells(row: unknown, i: number): void {
  if (typeof row !== "object" || row === null || Array.isArray(row))
    throw new TypeError(
      `row ${i} of a table must be an object of its cells, such as { steps: 20, error: 0.03 }`,
    );
  for (const [name, value] of Object.entries(row)) {
    if (value !== null && !["string", "number", "bigint", "boolean", "undefined"].includes(typeof value))
      throw new TypeError(
        `"${name}" in row ${i} of a table must be a number or a text, not ${Array.isArray(value) ? "a list" : `of type ${typeof value}`}`,
      );
  }
}

/** A column's cells as text: its numbers with the same decimal places, unless they are of very different size. */
export function written(cells: readonly Cell[], digits: number): string[] {
  const sizes = cells.flatMap((cell) =>
    typeof cell === "number" && Number.isFinite(cell) && cell !== 0 ? [Math.abs(cell)] : [],
  );
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const fraction = cells.some(
    (cell) => typeof cell === "number" && Number.isFinite(cell) && !Number.isInteger(cell),
  );
  const places = fraction && least > most / 1000 ? digits - 1 - Math.floor(Math.log10(most)) : null;
  const fixed = places !== null && places <= 8 ? Math.max(0, places) : null;
  return cells.map((cell) => {
    if (cell === null || cell === undefined) return "";
    if (typeof cell !== "number") return String(cell);
    if (!fraction || !Number.isFinite(cell)) return String(cell);
    return fixed !== null ? cell.toFixed(fixed) : String(Number(cell.toPrecision(digits)));
  });
}
