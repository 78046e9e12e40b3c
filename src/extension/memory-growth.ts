import type { TensorMemory } from "../protocol/index.ts";
import { bytesText, whole } from "./variables/text.ts";

/** What tensors took after a cell's run, and how much that is more than before it. */
export interface Growth {
  /** The run's number, as it stands beside the cell. */
  readonly run: number;
  readonly tensors: number;
  readonly bytes: number;
}

/** How a notebook's tensors have grown, run by run. */
export interface Growths {
  readonly last: TensorMemory | null;
  /** Runs that changed something, the newest first. */
  readonly runs: readonly Growth[];
}

export const noGrowths: Growths = { last: null, runs: [] };

/** Runs that are told of. */
const most = 8;

/** With one more run, after which tensors take so much. A run that changes nothing is not told of. */
export function afterRun({ last, runs }: Growths, run: number, now: TensorMemory): Growths {
  const [tensors, bytes] = [now.tensors - (last?.tensors ?? 0), now.bytes - (last?.bytes ?? 0)];
  if (tensors === 0 && bytes === 0) return { last: now, runs };
  return { last: now, runs: [{ run, tensors, bytes }, ...runs].slice(0, most) };
}

/** What the last runs added or freed, as a Markdown table; empty where there is nothing to tell. */
export function growthTable({ runs }: Growths): string {
  if (runs.length === 0) return "";
  return [
    "| cell | tensors | bytes |",
    "|:--|--:|--:|",
    ...runs.map(
      ({ run, tensors, bytes }) => `| [${run}] | ${signed(tensors, whole)} | ${signed(bytes, bytesText)} |`,
    ),
  ].join("\n");
}

const signed = (value: number, text: (size: number) => string): string =>
  `${value > 0 ? "+" : value < 0 ? "\u2212" : "\u00b1"}${text(Math.abs(value))}`;
