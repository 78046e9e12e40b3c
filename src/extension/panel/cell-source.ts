import * as vscode from "vscode";
import { nameOf } from "../kernels.ts";
import { bestMime, errorMime, findWanted, isOurs, type Wanted } from "./pick.ts";
import { shownOf, type Shown } from "./shown.ts";
import type { PanelSource } from "./source.ts";

/** Milliseconds in which changes are gathered: a cell that prints changes a thousand times a second. */
const pace = 60;

/** An output of a cell, through all of its runs. */
export class CellSource implements PanelSource {
  readonly notebook: vscode.NotebookDocument;
  readonly #cell: vscode.NotebookCell;
  readonly #wanted: Wanted;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  readonly #subscriptions: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;

  constructor(cell: vscode.NotebookCell, wanted: Wanted) {
    this.#cell = cell;
    this.notebook = cell.notebook;
    this.#wanted = wanted;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeNotebookDocument((change) => {
        if (change.notebook !== this.notebook) return;
        const moved = change.contentChanges.length > 0;
        if (moved || change.cellChanges.some(({ cell: changed }) => changed === cell)) this.#tellSoon();
      }),
      vscode.workspace.onDidCloseNotebookDocument((closed) => {
        if (closed === this.notebook) this.#changed.fire();
      }),
    ];
  }

  get key(): string {
    return `${this.#cell.document.uri.toString()} ${this.#wanted.mime} ${this.#wanted.ordinal}`;
  }

  get title(): string {
    const name = isOurs(this.#wanted.mime) ? kindOf(this.#wanted.mime) : "Output";
    return `${name} of cell ${this.#cell.index + 1}`;
  }

  get state(): unknown {
    const { index } = this.#cell;
    return { notebook: this.notebook.uri.toString(), cell: index, ...this.#wanted };
  }

  get cell(): vscode.NotebookCell | null {
    return this.#isThere ? this.#cell : null;
  }

  get notice(): string | null {
    const name = nameOf(this.notebook);
    if (this.notebook.isClosed) return `${name} was closed. This is the last that its cell had shown.`;
    if (!this.#isThere) return `The cell was deleted from ${name}. This is the last that it had shown.`;
    const { success } = this.#cell.executionSummary ?? {};
    const ended = success !== undefined;
    if (ended && !findWanted(this.#cell.outputs, this.#wanted) && !this.#instead())
      return `The cell's last run has shown no such output. This is from the run before.`;
    return null;
  }

  read(): Shown | null {
    if (!this.#isThere) return null;
    const found = findWanted(this.#cell.outputs, this.#wanted) ?? this.#instead();
    return found && shownOf(found.items, String(this.#cell.executionSummary?.executionOrder ?? ""));
  }

  /** The error that a cell ended with in place of its output. */
  #instead(): vscode.NotebookCellOutput | null {
    return this.#cell.outputs.find((output) => bestMime(output) === errorMime) ?? null;
  }

  get #isThere(): boolean {
    return !this.notebook.isClosed && this.notebook.getCells().includes(this.#cell);
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, pace);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** "Trajectory" of application/vnd.noisebook.trajectory+json. */
function kindOf(mime: string): string {
  const name = /plotly/.test(mime) ? "figure" : mime.replace(/^application\/vnd\.noisebook\.|\+json$/g, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
