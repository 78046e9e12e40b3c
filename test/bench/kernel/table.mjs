// The text of one run: each kernel's figures beside ours, what there is to say of them, and where we are not ahead, why.
import { columns } from "../../../scripts/lib/columns.mjs";
import { median } from "./statistics.mjs";

/** @typedef {import("./rows.mjs").Row} Row
 * @typedef {import("./rows.mjs").Sample} Sample
 * @typedef {{ name: string, title: string, absent?: string }} Kernel
 * @typedef {{ title: string, ms: number, shown: string, said: string }} Result `ms` is Infinity without a figure */

/** @param {number} ms */
export function time(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** @param {Row} row
 * @param {Sample[]} samples
 * @param {Kernel} kernel
 * @returns {Result} */
function resultOf({ of, statistic = median, note, none = "not measured" }, samples, { name, title, absent }) {
  const own = samples.filter(({ row, kernel }) => row === of && kernel === name);
  const good = own.filter(({ ms }) => ms !== null);
  const problems = own.flatMap(({ problem }) => problem ?? []);
  const times = good.flatMap(({ ms }) => ms ?? []);
  const said = note ? good.map(note) : [];
  if (problems[0]) said.push(`${problems.length} of ${own.length} failed: ${problems[0]}`);
  if (own.length === 0 && !absent) said.push(none);
  const spread = `(${time(Math.min(...times))} to ${time(Math.max(...times))})`;
  return {
    title,
    ms: times.length > 0 ? statistic(times) : Infinity,
    shown:
      times.length > 0
        ? `${time(statistic(times))} ${spread}`
        : absent
          ? "absent"
          : own.length > 0
            ? "failed"
            : "n/a",
    said: [...new Set(said)].join("; "),
  };
}

/** @param {Result} result
 * @param {Result} ours */
const ratio = ({ ms }, ours) => (Number.isFinite(ms / ours.ms) ? `x ${(ms / ours.ms).toFixed(1)}` : "");

/**
 * @param {Row[]} rows
 * @param {Kernel} our
 * @param {Kernel[]} peers
 * @param {Sample[]} samples
 */
export function report(rows, our, peers, samples) {
  const results = rows.map((row) => {
    const ours = resultOf(row, samples, our);
    const theirs = peers.map((peer) => resultOf(row, samples, peer));
    const ahead = Number.isFinite(ours.ms) && theirs.every(({ ms }) => ours.ms < ms);
    return { row, ours, theirs, ahead };
  });
  const table = columns([
    ["", our.title, ...peers.flatMap(({ title }) => [title, "to ours"])],
    ...results.map(({ row, ours, theirs, ahead }) => [
      `${ahead ? " " : "!"} ${row.title}`,
      ours.shown,
      ...theirs.flatMap((result) => [result.shown, ratio(result, ours)]),
    ]),
  ]);
  const absent = peers.flatMap(({ title, absent }) => (absent ? `  ${title}: ${absent}` : []));
  const notes = results.flatMap(({ row, ours, theirs }) =>
    [ours, ...theirs]
      .filter(({ said }) => said)
      .map(({ title, said }) => `  ${row.title}: ${title}: ${said}`),
  );
  const behind = results
    .filter(({ ahead }) => !ahead)
    .map(({ row, ours }) => `! ${row.title}: ${Number.isFinite(ours.ms) ? row.behind : "OURS FAILED"}`);
  return [
    table,
    ["Beside the times:", ...absent, ...notes].join("\n"),
    behind.length > 0 ? ["Not ahead:", ...behind].join("\n") : "Ahead of both on every row.",
  ].join("\n\n");
}
