import * as vscode from "vscode";
import type { VariablesReply } from "../../protocol/index.ts";
import type { Kernels } from "../kernels.ts";

/** What the kernel last told of a notebook's names. */
export type Reading = Omit<VariablesReply, "status" | "busy">;

/** Milliseconds between two readings of one notebook while its cells follow each other. */
const pace = 250;

/**
 * What the names of each notebook's kernel stood for when it last had time to say: between cells. While one runs, the
 * last reading stands.
 */
export class Readings implements vscode.Disposable {
  readonly #kernels: Kernels;
  readonly #readings = new Map<vscode.NotebookDocument, Reading>();
  readonly #latest = new Map<vscode.NotebookDocument, number>();
  readonly #timers = new Map<vscode.NotebookDocument, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly onChange = this.#changed.event;
  readonly #closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => this.forget(notebook));

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  of(notebook: vscode.NotebookDocument): Reading | null {
    return this.#readings.get(notebook) ?? null;
  }

  /** The kernel has ended, and its names with it. */
  forget(notebook: vscode.NotebookDocument): void {
    clearTimeout(this.#timers.get(notebook));
    this.#timers.delete(notebook);
    this.#latest.delete(notebook);
    if (this.#readings.delete(notebook)) this.#changed.fire(notebook);
  }

  /** A cell has ended: asks now, or as soon as the pace allows. */
  refresh(notebook: vscode.NotebookDocument): void {
    if (this.#timers.has(notebook)) return;
    const wait = (this.#latest.get(notebook) ?? -Infinity) + pace - performance.now();
    const ask = (): void => {
      this.#timers.delete(notebook);
      this.#latest.set(notebook, performance.now());
      void this.#ask(notebook);
    };
    if (wait <= 0) ask();
    else this.#timers.set(notebook, setTimeout(ask, wait));
  }

  async #ask(notebook: vscode.NotebookDocument): Promise<void> {
    const kernel = await this.#kernels.running(notebook);
    // A kernel that dies says so itself.
    const reply = await kernel?.ask("noisebook_variables", { path: [], from: 0 }).catch(() => null);
    if (!kernel || !reply || reply.busy || notebook.isClosed || !kernel.alive) return;
    this.#readings.set(notebook, reply);
    this.#changed.fire(notebook);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#closing.dispose();
    this.#changed.dispose();
  }
}
