// The counts of a run's steps, their table and its last line.
import { existsSync, readFileSync } from "node:fs";
import { columns } from "./columns.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { name: string, seconds: number }} Row */

/** Reads what a reporter wrote; a test program that wrote nothing, or ended badly for another reason, is one failure.
 * @param {string} file
 * @param {number} code the exit code of the test program
 * @returns {Counts} */
export function countsFrom(file, code) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (!text) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {Counts} */
  const counts = JSON.parse(text);
  const nothingRan = counts.passed + counts.failed === 0;
  return { ...counts, failed: nothingRan || code !== 0 ? Math.max(counts.failed, 1) : counts.failed };
}

/** @param {Row[]} rows */
export function total(rows) {
  const sum = /** @param {"passed" | "failed" | "skipped"} key */ (key) =>
    rows.reduce((all, row) => all + row[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** @param {Row[]} rows */
export function table(rows) {
  return columns([
    ["step", "passed", "failed", "skipped", "seconds"],
    ...rows.map(({ name, passed, failed, skipped, seconds }) =>
      [name, passed, failed, skipped, seconds.toFixed(1)].map(String),
    ),
  ]);
}

/** @param {Row[]} rows */
export function closingLine(rows) {
  const { passed, failed } = total(rows);
  return `${passed} passed, ${failed} failed`;
}
