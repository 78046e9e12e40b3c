import type { MimeBundle } from "../../protocol/host.ts";
import { tablePayload, type Shown } from "./table-payload.ts";

/** A table for its viewer, and with what is to be said of it above as Markdown and as text. */
export const tableBundle = (shown: Shown): MimeBundle => ({ ...tablePayload(shown), ...tableText(shown) });

/** The same for programs without the viewer alone. */
export function tableText({
  title,
  warnings = [],
  lines = [],
  verdict = null,
  heads,
  rows,
}: Shown): MimeBundle {
  const said = verdict ? [...lines, verdict.text] : lines;
  return {
    "text/markdown": [
      ...(title ? [`**${safe(title)}**\n`] : []),
      ...warnings.map((text) => `⚠ ${safe(text)}\n`),
      ...said.map((text) => `${safe(text)}\n`),
      ...markdownRows(heads, rows),
    ].join("\n"),
    "text/plain": [
      ...(title ? [title] : []),
      ...warnings.map((text) => `Warning: ${text}`),
      ...said,
      ...textRows([heads, ...rows]),
    ].join("\n"),
  };
}

/** Lines of cells under each other: the first column begins there, the others end there. */
export function textRows(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
}

/** The lines of a Markdown table, aligned in the same way. */
export function markdownRows(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = heads.map((_, i) => (i === 0 ? "---" : "---:"));
  return [line(heads.map(safe)), line(rule), ...rows.map((row) => line(row.map(safe)))];
}

/** Text in which Markdown finds nothing to do. */
export const safe = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, "\\$&");

/** As many places as show two digits of an error: 3 for 0.0703. Null where there is none. */
export const placesOf = (error: number): number | null =>
  error > 0 && error < Infinity ? Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error)))) : null;

/** A number with its error: as many places as show two digits of it, unless it is next to nothing. */
export function withError(value: number, error: number): string {
  const places = error > 1e-9 ? placesOf(error) : null;
  return places === null
    ? withPlaces(value, null)
    : `${withPlaces(value, places)} ± ${error.toFixed(places)}`;
}

/** Numbers of one kind under each other, with the same places; with four digits each where places are not known. */
export const withPlaces = (value: number, places: number | null): string =>
  Number.isFinite(value) && places !== null ? value.toFixed(places) : String(Number(value.toPrecision(4)));
