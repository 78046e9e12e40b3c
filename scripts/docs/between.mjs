import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../docs/metrics.md", import.meta.url);

/** Writes what stands in docs/metrics.md after one comment and before the next. @param {string} begin @param {string} text */
export function between(begin, text) {
  const all = readFileSync(file, "utf8");
  const mark = `<!-- ${begin} -->`;
  const from = all.indexOf(mark);
  const to = all.indexOf("<!-- end of ", from);
  if (from < 0 || to < 0) throw new Error(`docs/metrics.md has no place for ${begin}`);
  writeFileSync(file, `${all.slice(0, from + mark.length)}\n${text}\n${all.slice(to)}`);
}
