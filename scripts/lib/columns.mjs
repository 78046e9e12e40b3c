// Lines of cells as text: the first column to the left, the others to the right.

/** @param {string[][]} lines */
export function columns(lines) {
  const count = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...lines.map((line) => line[i]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
