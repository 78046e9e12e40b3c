import * as v from "valibot";
import { PackedFloats } from "./floats.ts";
import { count, finite } from "./number-schemas.ts";

/** The mime type of a table, with the distributions behind its rows, curves and pictures where it has such. */
export const tableMime = "application/vnd.noisebook.table+json";

/** Rows and columns that are shown: what a viewer can hold. */
export const mostRows = 2000;
export const mostColumns = 40;
/** Charts of a table, and lines in one of them. */
export const mostCharts = 8;
export const mostLines = 64;

const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

/** What draws say of a number: where most of them lie, and their density over that and a little more. */
const Marginal = v.object({
  mean: finite,
  /** The narrowest interval with 94 % of the draws. */
  interval: v.tuple([finite, finite]),
  /** Ends of the axis that the density is given along, in equal steps. */
  from: finite,
  to: finite,
  density: PackedFloats,
});
export type Marginal = v.InferOutput<typeof Marginal>;

const Row = v.object({
  cells: v.array(
    v.object({
      text: v.string(),
      /** What it is sorted by; null of words, and of what has no number. */
      value: v.nullable(v.number()),
    }),
  ),
  /** Red, green and blue of the row's mark, as the pictures have it. */
  colour: v.nullable(v.tuple([byte, byte, byte])),
  marginal: v.nullable(Marginal),
});

/** A quantity over steps: means of so many steps each with their standard errors, and where it is in the end. */
const Curve = v.object({
  name: v.string(),
  unit: v.string(),
  steps: PackedFloats,
  mean: PackedFloats,
  error: PackedFloats,
  end: v.nullable(v.object({ value: finite, error: finite })),
});
export type Curve = v.InferOutput<typeof Curve>;

/** A quantity of some of the rows over steps, a line for each. A row's mark in the table looks like its line. */
const RowChart = v.object({
  caption: v.string(),
  /** The last step that is planned: the axis reaches it from the beginning. */
  to: count,
  lines: v.pipe(
    v.array(v.object({ row: count, steps: PackedFloats, values: PackedFloats })),
    v.maxLength(mostLines),
  ),
});
export type RowChart = v.InferOutput<typeof RowChart>;

export const Table = v.object({
  version: v.literal(1),
  /** What it is of; empty where its first line says so. */
  title: v.string(),
  /** What speaks against it: read before anything else. */
  warnings: v.array(v.string()),
  /** What it says, in sentences. */
  lines: v.array(v.string()),
  /** What is to be thought of it; null where there is no verdict. */
  verdict: v.nullable(v.object({ holds: v.boolean(), text: v.string() })),
  /** The first names the rows. */
  columns: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(mostColumns)),
  rows: v.pipe(v.array(Row), v.maxLength(mostRows)),
  /** Rows there are, of which these are the first. */
  of: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  curve: v.nullable(Curve),
  /** None in tables that were saved before there were any. */
  charts: v.optional(v.pipe(v.array(RowChart), v.maxLength(mostCharts)), []),
  /** PNG in base64. */
  pictures: v.array(v.object({ caption: v.string(), png: v.string() })),
});
export type Table = v.InferOutput<typeof Table>;
