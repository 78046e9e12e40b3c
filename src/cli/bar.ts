/** A bar of so many columns: thick as far as `part` (0 to 1) is done, thin after it. */
export function bar(part: number, columns: number): string {
  const done = Math.round(Math.min(1, Math.max(0, part)) * columns);
  return "━".repeat(done) + "─".repeat(columns - done);
}
