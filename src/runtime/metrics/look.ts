import type { MimeBundle } from "../../protocol/host.ts";

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
  const widths = heads.map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
  const padded = lines.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
  const markdown = [
    heads,
    heads.map((_, i) => (i === 0 ? "---" : "---:")),
    ...rows.map((row) => row.map(safe)),
  ];
  return {
    "text/markdown": [
      ...markdown.map((cells) => `| ${cells.join(" | ")} |`),
      ...warnings.map((text) => `\n⚠ ${safe(text)}`),
    ].join("\n"),
    "text/plain": [...padded, ...warnings.map((text) => `Warning: ${text}`)].join("\n"),
  };
}

const safe = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, "\\$&");
