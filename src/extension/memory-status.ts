import * as vscode from "vscode";
import type { TensorMemory } from "../protocol/index.ts";
import { nameOf } from "./kernels.ts";
import { afterRun, growthTable, noGrowths, type Growths } from "./memory-growth.ts";
import { bytesText } from "./variables/text.ts";

/** Readings in a row that are each higher than the one before: then something keeps what it makes. */
const suspicious = 10;

interface Reading {
  memory: TensorMemory;
  /** How many readings it has grown in a row. */
  grown: number;
  /** What each run added or freed. */
  growths: Growths;
}

/** The status bar's word on the tensors of the notebook that a person looks at. */
export class MemoryStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "noisebook.memory",
    vscode.StatusBarAlignment.Right,
    100,
  );
  readonly #readings = new Map<vscode.NotebookDocument, Reading>();
  readonly #subscriptions: { dispose(): unknown }[];

  constructor() {
    this.#item.name = "Noisebook: tensors";
    this.#subscriptions = [
      this.#item,
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#draw()),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#readings.delete(notebook)),
    ];
  }

  set(notebook: vscode.NotebookDocument, memory: TensorMemory | null): void {
    const before = this.#readings.get(notebook);
    if (!memory) this.#readings.delete(notebook);
    else {
      const grows = before !== undefined && memory.tensors > before.memory.tensors;
      this.#readings.set(notebook, {
        memory,
        grown: grows ? before.grown + 1 : 0,
        growths: before?.growths ?? noGrowths,
      });
    }
    this.#draw();
  }

  /** A run of this number has ended: what has been read since the one before is its own. */
  ended(notebook: vscode.NotebookDocument, run: number): void {
    const reading = this.#readings.get(notebook);
    if (!reading) return;
    reading.growths = afterRun(reading.growths, run, reading.memory);
    this.#draw();
  }

  #draw(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const reading = notebook && this.#readings.get(notebook);
    if (!reading) {
      this.#item.hide();
      return;
    }
    const { memory, grown, growths } = reading;
    const warns = grown >= suspicious;
    this.#item.text = `${warns ? "$(warning)" : "$(layers)"} ${tensors(memory)}, ${bytesText(memory.bytes)}`;
    this.#item.backgroundColor = warns ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.tooltip = new vscode.MarkdownString(
      `**${nameOf(notebook)}** holds ${tensors(memory)} (${bytesText(memory.bytes)}) on ${memory.backend} (${memory.device}).\n\n` +
        (warns
          ? `The number has grown ${grown} times in a row: something keeps every tensor that it makes, an array say.`
          : "Tensors that nothing can reach any more are freed by themselves.") +
        table(growths),
    );
    this.#item.show();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

const tensors = ({ tensors: count }: TensorMemory): string =>
  `${count.toLocaleString("en")} tensor${count === 1 ? "" : "s"}`;

function table(growths: Growths): string {
  const rows = growthTable(growths);
  return rows && `\n\nWhat the last runs added or freed:\n\n${rows}`;
}
