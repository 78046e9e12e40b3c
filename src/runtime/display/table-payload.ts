import { packFloats } from "../../protocol/floats.ts";
import {
  mostLines,
  mostRows,
  tableMime,
  type Curve,
  type Marginal,
  type RowChart,
  type Table as Payload,
} from "../../protocol/table.ts";
import type { Colour } from "./pictures/canvas.ts";
import { thin } from "./thin.ts";

/** Values of a line that travel. */
const mostValues = 2000;

/** A quantity of the rows over steps: a line for each of the first rows, in their order. */
export interface Charted {
  readonly caption: string;
  /** The last step that is planned. */
  readonly to: number;
  readonly lines: readonly { readonly steps: readonly number[]; readonly values: readonly number[] }[];
}

/** What a table's viewer gets. */
export interface Shown {
  /** What it is of, where no line says so. */
  readonly title?: string;
  readonly warnings?: readonly string[];
  readonly lines?: readonly string[];
  readonly verdict?: Payload["verdict"];
  /** The first column is of names. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A mark before each row, as in the pictures. */
  readonly colours?: readonly (Colour | undefined)[];
  /** The distribution behind each row. */
  readonly marginals?: readonly (Marginal | null)[];
  readonly curve?: Curve | null;
  readonly charts?: readonly Charted[];
  readonly pictures?: readonly { readonly png: string; readonly caption: string }[];
}

/** The table for its viewer. Cells are sorted by the first number in them. */
export function tablePayload(shown: Shown): Record<typeof tableMime, Payload> {
  const { title = "", warnings = [], lines = [], verdict = null, heads, rows } = shown;
  return {
    [tableMime]: {
      version: 1,
      title,
      warnings: [...warnings],
      lines: [...lines],
      verdict,
      columns: [...heads],
      rows: rows.slice(0, mostRows).map((cells, i) => {
        const colour = shown.colours?.[i];
        return {
          cells: cells.map((text) => ({ text, value: numberIn(text) })),
          colour: colour ? [...colour] : null,
          marginal: shown.marginals?.[i] ?? null,
        };
      }),
      of: rows.length,
      curve: shown.curve ?? null,
      charts: (shown.charts ?? []).map(chartOf),
      pictures: (shown.pictures ?? []).map(({ png, caption }) => ({ png, caption })),
    },
  };
}

function chartOf({ caption, to, lines }: Charted): RowChart {
  return {
    caption,
    to,
    lines: lines.slice(0, mostLines).map(({ steps, values }, row) => {
      const kept = thin([...steps.keys()], mostValues);
      const packed = (of: readonly number[]) =>
        packFloats(
          kept.map((k) => of[k]),
          "float32",
        );
      return { row, steps: packed(steps), values: packed(values) };
    }),
  };
}

/** The number that a cell begins with, after a relation where it has one: 1024 of "≤ 1,024 ± 3". Null of other words. */
export function numberIn(text: string): number | null {
  const found = /^[≤≥<>≈±\s]*([-−]?[\d,]*\.?\d+(?:[eE][-+−]?\d+)?)/u.exec(text)?.[1];
  if (found === undefined) return null;
  const value = Number(found.replaceAll(",", "").replaceAll("−", "-"));
  return Number.isFinite(value) ? value : null;
}
