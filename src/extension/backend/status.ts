import * as vscode from "vscode";
import type { TensorMemory } from "../../protocol/index.ts";
import { nameOf } from "../kernels.ts";

/** The status bar's word on what computes in the notebook that a person looks at. */
export class BackendStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "noisebook.backend",
    vscode.StatusBarAlignment.Right,
    101,
  );
  readonly #known = new Map<vscode.NotebookDocument, Pick<TensorMemory, "backend" | "device">>();
  readonly #subscriptions: { dispose(): unknown }[];

  constructor() {
    this.#item.name = "Noisebook: backend";
    this.#item.command = "noisebook.chooseBackend";
    this.#subscriptions = [
      this.#item,
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#draw()),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#known.delete(notebook)),
    ];
  }

  set(notebook: vscode.NotebookDocument, memory: TensorMemory | null): void {
    if (memory) this.#known.set(notebook, memory);
    else this.#known.delete(notebook);
    this.#draw();
  }

  #draw(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const known = notebook && this.#known.get(notebook);
    if (!known) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(chip) ${known.backend}`;
    this.#item.tooltip = new vscode.MarkdownString(
      `**${nameOf(notebook)}** computes on ${known.backend}: ${known.device}.\n\nChoose another backend.`,
    );
    this.#item.show();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
