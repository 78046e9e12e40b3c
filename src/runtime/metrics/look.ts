import type { MimeBundle } from "../../protocol/host.ts";
import { markdownRows, safe, textRows } from "../display/table.ts";

/** Rows of a name and what stands behind it, over warnings, as Markdown and as aligned text. */
export function namedRows(
  rows: readonly (readonly [string, string])[],
  warnings: readonly string[],
): MimeBundle {
  return table(["", ""], rows, warnings);
}

/** A table whose first column is of words and the others of numbers, over warnings. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  warnings: readonly string[],
): MimeBundle {
  const lines = heads.some((head) => head) ? [heads, ...rows] : rows;
  return {
    "text/markdown": [...markdownRows(heads, rows), ...warnings.map((text) => `\n⚠ ${safe(text)}`)].join(
      "\n",
    ),
    "text/plain": [...textRows(lines), ...warnings.map((text) => `Warning: ${text}`)].join("\n"),
  };
}
