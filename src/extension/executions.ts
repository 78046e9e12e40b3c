import type * as vscode from "vscode";
import type { CellOutput, KernelProcess } from "../client/index.ts";
import type { CellExecution } from "./cell-execution.ts";

/** Runs that are remembered after their end, for what their timers and promises still put out. */
const mostKept = 1000;

/** The runs of cells by the request that began them, and the newest run of each cell. */
export class Executions {
  readonly #byRequest = new Map<string, CellExecution>();
  readonly #newest = new WeakMap<vscode.NotebookCell, CellExecution>();

  add(execution: CellExecution): void {
    this.#newest.set(execution.cell, execution);
  }

  started(request: string, execution: CellExecution): void {
    this.#byRequest.set(request, execution);
    // A map keeps the order of insertion: the oldest go.
    for (const old of [...this.#byRequest.keys()].slice(0, -mostKept)) this.#byRequest.delete(old);
  }

  isNewest(execution: CellExecution): boolean {
    return this.#newest.get(execution.cell) === execution;
  }

  /** Output that came after its cell's end; whether there is a cell to show it in. */
  late(output: CellOutput, kernel: KernelProcess): boolean {
    const execution = this.#byRequest.get(output.parent_header?.msg_id ?? "");
    if (!execution || !this.isNewest(execution)) return false;
    execution.add(output, kernel);
    return true;
  }
}
