import type { MimeBundle } from "../../../../protocol/host.ts";

interface Table {
  /** Above the table. */
  readonly lines: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Below it. */
  readonly warnings: readonly string[];
}

const safe = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, "\\$&");

/** As the summary of draws shows itself. */
export function table({ lines, heads, rows, warnings }: Table): MimeBundle {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  const padded = all.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = line(heads.map((_, i) => (i === 0 ? "---" : "---:")));
  return {
    "text/markdown": [
      ...lines.map((text) => `${safe(text)}\n`),
      line(heads),
      rule,
      ...rows.map((row) => line(row.map(safe))),
      ...warnings.map((text) => `\n⚠ ${safe(text)}`),
    ].join("\n"),
    "text/plain": [...lines, ...padded, ...warnings].join("\n"),
  };
}
