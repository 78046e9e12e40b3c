// What is measured, and why Noisebook may be behind there. A reason is shown only where it is, so each must hold then.
import { quantile } from "./statistics.mjs";

/** @typedef {{ row: string, kernel: string, ms: number | null, problem?: string, said?: string, late?: number, kept?: boolean }} Sample
 * A try of one kernel: `ms`, or the `problem` that kept it from an end. See measure.py.
 * @typedef {object} Row
 * @property {string} of the samples' `row`
 * @property {string} title
 * @property {(ms: number[]) => number} [statistic] the median unless given
 * @property {string} behind why we are, where we are
 * @property {string} [none] why a kernel has no samples at all
 * @property {(sample: Sample) => string} [note] what to say of a sample beside its time */

const hops =
  "A message passes the front process and the gate's thread on its way, and the cell the process that erases its " +
  "types. In return interrupts arrive while a cell blocks, and the death of a kernel is told.";
/** @param {Sample} sample */
const names = ({ kept }) => (kept ? "names kept" : "NAMES LOST");

/** @type {Row[]} */
export const rows = [
  {
    of: "ready",
    title: "process start to ready",
    behind:
      "Two Node processes start, the front and the kernel, so that the front still answers when the kernel blocks or dies.",
  },
  {
    of: "restart",
    title: "restart, until it answers",
    note: ({ kept }) => (kept ? "OLD NAMES KEPT" : "names gone"),
    behind:
      "The front that answers for the kernel starts anew as well, and its client looks for its end ten times a second.",
  },
  {
    of: "first",
    title: "first cell, 1 + 1",
    behind:
      "The process that erases types starts with the kernel, and the first cell may have to wait for it.",
  },
  { of: "trivial", title: "200 trivial cells, median", behind: hops },
  {
    of: "trivial",
    title: "200 trivial cells, 99 of 100 within",
    statistic: (ms) => quantile(ms, 0.99),
    behind: hops,
  },
  {
    of: "schedules",
    title: "import noisebook/schedules",
    behind: "A peer has this library, which no peer had when this was written.",
    none: "has no such library",
  },
  {
    of: "tfjs",
    title: "import tfjs, ready, matMul 64 x 64",
    note: ({ said }) => `backend ${said?.split(" ")[0]}`,
    behind:
      "The whole runtime loads, with its WebAssembly backend, where the others have tfjs's plain JavaScript one. Its " +
      "arithmetic is many times as fast from then on.",
  },
  {
    of: "lines",
    title: "100,000 lines",
    note: ({ late }) => (late ? `${late.toLocaleString("en")} lines after idle` : "all before idle"),
    behind: "Text passes the gate's thread and the front process on its way, and is copied at each.",
  },
  {
    of: "loop",
    title: "interrupt while (true) {}",
    note: names,
    behind:
      "A cell has 0.4 s to hear of it and end by itself, since to terminate it skips its finally. A loop that never " +
      "yields takes all of that time.",
  },
  {
    of: "await",
    title: "interrupt an endless await",
    note: names,
    behind:
      "A cell has 0.6 s to end by itself, so that its finally runs, before it is given up. One that waits for " +
      "nothing takes all of that time.",
  },
];
