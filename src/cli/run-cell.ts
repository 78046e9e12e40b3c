import { KernelDied, type CellOutput, type KernelProcess } from "../client/index.ts";
import type { ErrorContent } from "../protocol/index.ts";
import { clock } from "./clock.ts";
import type { Cell } from "./notebook.ts";
import type { Outputs } from "./outputs.ts";
import type { Progress, RunningCell } from "./progress.ts";

export interface CellFailure {
  /** `error`: the cell's own; the rest end a run whatever it allows. */
  kind: "error" | "timeout" | "died";
  /** Cell, line and message, for people. */
  text: string;
}

/** Milliseconds that a cell has to end after the interrupt of its timeout, before its kernel is ended. */
const grace = 5000;

export interface RunCellOptions {
  progress: Progress;
  timeout: number | null;
  /** Told the request's id, which what comes after the cell's end names as its parent. */
  onStart: (request: string) => void;
}

/** Runs one cell and gathers its outputs; null where it ran to its end. */
export async function runCell(
  kernel: KernelProcess,
  cell: Cell,
  place: RunningCell,
  outputs: Outputs,
  { progress, timeout, onStart }: RunCellOptions,
): Promise<CellFailure | null> {
  const name = `cell ${place.index + 1}`;
  const deadline = startDeadline(kernel, timeout);
  const hear = (output: CellOutput): void => {
    // The interrupt was ours: what a person wants to read is why.
    if (deadline.passed && output.header.msg_type === "error") return;
    outputs.add(output);
    progress.output(output);
  };
  progress.cellBegins(place);
  let error: ErrorContent | null = null;
  let died = false;
  try {
    const started = kernel.start(place.source, { index: place.index, id: place.id ?? name }, hear);
    onStart(started.id);
    const reply = await started.reply;
    Object.assign(cell, { execution_count: reply.execution_count });
    if (reply.status === "error") error = reply;
    if (reply.status === "ok") for (const page of reply.payload) outputs.page(page);
  } catch (thrown) {
    if (!(thrown instanceof KernelDied)) throw thrown;
    died = true;
    error = { ename: "KernelDied", evalue: `The kernel ${thrown.message}`, traceback: [] };
  } finally {
    deadline.end();
  }
  // What it put out before the deadline is kept also where it ended by itself a moment after.
  if (deadline.passed) error = timedOut(name, timeout ?? 0, died);
  if (error && (died || deadline.passed)) outputs.fail(error);
  progress.cellEnds(error && { ename: error.ename, evalue: error.evalue, traceback: error.traceback });
  if (!error) return null;
  if (deadline.passed) return { kind: "timeout", text: error.evalue };
  if (died) return { kind: "died", text: `In ${name}, t${error.evalue.slice(1)}` };
  return { kind: "error", text: error.traceback.join("\n") };
}

function timedOut(name: string, timeout: number, died: boolean): ErrorContent {
  const end = died ? "took no interrupt, so its kernel was ended" : "was interrupted";
  const evalue = `In ${name}: it ran longer than ${clock(timeout)} and ${end}.`;
  return { ename: "Timeout", evalue, traceback: [`Timeout: ${evalue}`] };
}

function startDeadline(kernel: KernelProcess, timeout: number | null) {
  let passed = false;
  let timer: NodeJS.Timeout | undefined;
  if (timeout !== null) {
    timer = setTimeout(() => {
      passed = true;
      kernel.interrupt();
      timer = setTimeout(() => void kernel.stop(), grace);
    }, timeout);
  }
  return {
    get passed() {
      return passed;
    },
    end: () => clearTimeout(timer),
  };
}
