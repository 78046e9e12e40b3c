import * as vscode from "vscode";
import type { KernelProcess } from "../client/index.ts";
import type { PendingCell } from "../protocol/link.ts";
import { CellExecution } from "./cell-execution.ts";
import type { Displays } from "./displays.ts";
import type { Executions } from "./executions.ts";
import { warnOfForeignCells } from "./foreign-cells.ts";
import { nameOf, type Kernels } from "./kernels.ts";
import type { Log } from "./log.ts";
import type { LiveStreams } from "./streams.ts";

const notebookType = "jupyter-notebook";
const languages = ["typescript", "javascript"];

export interface NotebookControllerContext {
  kernels: Kernels;
  streams: LiveStreams;
  executions: Executions;
  displays: Displays;
  log: Log;
}

/** The kernel "Noisebook (TypeScript)" of VS Code's notebook editor: runs cells in order, one at a time. */
export class NotebookController implements vscode.Disposable {
  readonly #controller: vscode.NotebookController;
  readonly #kernels: Kernels;
  readonly #streams: LiveStreams;
  readonly #executions: Executions;
  readonly #displays: Displays;
  readonly #log: Log;
  readonly #queues = new Map<vscode.NotebookDocument, Promise<void>>();
  /** Counts interrupts and failures of a notebook: what was queued before the newest one does not run. */
  readonly #epochs = new WeakMap<vscode.NotebookDocument, number>();
  readonly #selected = new WeakSet<vscode.NotebookDocument>();
  readonly #waiting = new Map<vscode.NotebookDocument, (() => void)[]>();
  readonly #subscriptions: { dispose(): unknown }[];

  constructor({ kernels, streams, executions, displays, log }: NotebookControllerContext) {
    this.#kernels = kernels;
    this.#streams = streams;
    this.#executions = executions;
    this.#displays = displays;
    this.#log = log;
    this.#controller = vscode.notebooks.createNotebookController(
      "noisebook",
      notebookType,
      "Noisebook (TypeScript)",
    );
    this.#controller.description = "TypeScript, diffusion models, tensors";
    this.#controller.supportedLanguages = languages;
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = (cells, notebook) => this.#execute(cells, notebook);
    this.#controller.interruptHandler = (notebook) => this.interrupt(notebook);
    this.#subscriptions = [
      this.#controller,
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#claim(notebook)),
      this.#controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (!selected) return;
        warnOfForeignCells(notebook, languages);
        this.#selected.add(notebook);
        for (const goOn of this.#waiting.get(notebook) ?? []) goOn();
        this.#waiting.delete(notebook);
      }),
    ];
    vscode.workspace.notebookDocuments.forEach((notebook) => this.#claim(notebook));
  }

  /** Ends the running cell; those queued behind it are not run. */
  async interrupt(notebook: vscode.NotebookDocument): Promise<void> {
    this.#nextEpoch(notebook);
    (await this.#kernels.running(notebook))?.interrupt();
  }

  /** Runs one cell as its Run button would. */
  runCell(cell: vscode.NotebookCell): Thenable<unknown> {
    const range = { start: cell.index, end: cell.index + 1 };
    return vscode.commands.executeCommand("notebook.cell.execute", {
      ranges: [range],
      document: cell.notebook.uri,
    });
  }

  /** Becomes the notebook's kernel without asking where its file says that it is ours. */
  #claim(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    if (isOurs(notebook)) {
      this.#controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    }
  }

  #execute(cells: vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    const epoch = this.#epochs.get(notebook) ?? 0;
    const before = this.#queues.get(notebook) ?? Promise.resolve();
    const work = before.then(async () => {
      for (const cell of cells) {
        if ((this.#epochs.get(notebook) ?? 0) !== epoch) return;
        if (!(await this.#runOne(cell))) this.#nextEpoch(notebook);
      }
    });
    this.#queues.set(notebook, work);
    return work;
  }

  async #runOne(cell: vscode.NotebookCell): Promise<boolean> {
    const execution = this.#newExecution(cell);
    try {
      return await execution.run(
        () => this.#kernels.of(cell.notebook),
        (kernel, onOutput) => {
          const place = { index: cell.index, id: cell.document.uri.fragment };
          const started = kernel.start(cell.document.getText(), place, onOutput, true);
          this.#executions.started(started.id, execution);
          return started;
        },
      );
    } catch (error) {
      this.#log.error(`${nameOf(cell.notebook)}, cell ${cell.index + 1}: ${String(error)}`);
      throw error;
    }
  }

  /** Goes on showing a cell that an earlier window has begun and the kernel still runs. */
  goOn(notebook: vscode.NotebookDocument, kernel: KernelProcess, pending: PendingCell): void {
    if (!this.#selected.has(notebook)) {
      // VS Code takes outputs from a notebook's own kernel only, and we become that a moment after it has opened.
      const waiting = this.#waiting.get(notebook) ?? [];
      this.#waiting.set(notebook, [...waiting, () => this.goOn(notebook, kernel, pending)]);
      return;
    }
    const cell = findPending(notebook, pending);
    if (!cell) {
      kernel.follow(pending.msg_id, () => undefined).reply.catch(() => undefined); // its cell was deleted or changed
      return;
    }
    const execution = this.#newExecution(cell);
    this.#executions.started(pending.msg_id, execution);
    const before = this.#queues.get(notebook) ?? Promise.resolve();
    const work = execution.run(
      () => Promise.resolve(kernel),
      (running, onOutput) => {
        if (pending.cut)
          execution.say("The first outputs of this run were too much to keep through the reload.\n");
        return running.follow(pending.msg_id, onOutput);
      },
      pending.since,
    );
    // What is run meanwhile waits, as it would have in the earlier window.
    this.#queues.set(
      notebook,
      Promise.all([before, work]).then(() => undefined),
    );
  }

  #newExecution(cell: vscode.NotebookCell): CellExecution {
    const execution: CellExecution = new CellExecution(cell, {
      controller: this.#controller,
      streams: this.#streams,
      displays: this.#displays,
      isNewest: (one) => this.#executions.isNewest(one),
    });
    this.#executions.add(execution);
    return execution;
  }

  #nextEpoch(notebook: vscode.NotebookDocument): void {
    this.#epochs.set(notebook, (this.#epochs.get(notebook) ?? 0) + 1);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

function isOurs({ metadata }: vscode.NotebookDocument): boolean {
  // The .ipynb serializer keeps the file's metadata under `metadata`; what is in it is the file's business.
  const inFile = metadata.metadata as { kernelspec?: { name?: unknown; language?: unknown } } | undefined;
  const kernelspec = inFile?.kernelspec;
  return kernelspec?.name === "noisebook" || kernelspec?.language === "typescript";
}

/** The cell that a request was made for: the one at its place, if it has the same text, else one with that text. */
function findPending(
  notebook: vscode.NotebookDocument,
  { code, cell }: PendingCell,
): vscode.NotebookCell | null {
  const cells = notebook.getCells().filter(({ document }) => document.getText() === code);
  const index = typeof cell === "object" && cell !== null && "index" in cell ? cell.index : null;
  return cells.find((one) => one.index === index) ?? cells.at(0) ?? null;
}
