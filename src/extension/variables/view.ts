import * as vscode from "vscode";
import type { Kernels } from "../kernels.ts";
import { variableActions } from "./actions.ts";
import { VariableDecorations } from "./decorations.ts";
import { Pins } from "./pins.ts";
import type { Readings } from "./readings.ts";
import type { Row } from "./rows.ts";
import { VariablesTree } from "./tree.ts";

export interface VariablesViewContext {
  kernels: Kernels;
  readings: Readings;
  memory: vscode.Memento;
  /** Shows a variable in its viewer. */
  open: (notebook: vscode.NotebookDocument, path: readonly string[]) => void;
}

/** "Noisebook: Variables", which follows the notebook that a person works in. */
export class VariablesView implements vscode.Disposable {
  readonly #readings: Readings;
  readonly #tree: VariablesTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: { dispose(): unknown }[];

  constructor({ kernels, readings, memory, open }: VariablesViewContext) {
    const pins = new Pins(memory);
    this.#readings = readings;
    this.#tree = new VariablesTree(kernels, readings, pins);
    this.#view = vscode.window.createTreeView("noisebook.variables", {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    const actions = variableActions({ kernels, readings, pins, open, redraw: () => this.#tree.redraw() });
    this.#subscriptions = [
      this.#view,
      vscode.window.registerFileDecorationProvider(new VariableDecorations()),
      ...Object.entries(actions).map(([name, act]) =>
        vscode.commands.registerCommand(`noisebook.variables.${name}`, act),
      ),
      vscode.commands.registerCommand("noisebook.variables.refresh", () => this.#ask()),
      vscode.commands.registerCommand("noisebook.variables.filter", () => this.#askFilter()),
      vscode.commands.registerCommand("noisebook.variables.clearFilter", () => this.#filterBy("")),
      readings.onChange((notebook) => {
        if (notebook === this.#tree.notebook) this.#tree.redraw();
      }),
      vscode.window.onDidChangeActiveNotebookEditor((editor) => this.#follow(editor?.notebook ?? null)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        if (notebook === this.#tree.notebook) this.#follow(null);
      }),
      this.#view.onDidChangeVisibility(() => this.#ask()),
    ];
    this.#follow(vscode.window.activeNotebookEditor?.notebook ?? null);
  }

  /** A cell of the notebook has ended. */
  cellEnded(notebook: vscode.NotebookDocument): void {
    if (notebook === this.#tree.notebook) this.#ask();
  }

  /** Where the focus leaves for a panel or this view, the notebook stays as long as it is open. */
  #follow(notebook: vscode.NotebookDocument | null): void {
    const before = this.#tree.notebook;
    if (!notebook && before && !before.isClosed) return;
    if (notebook === before) return;
    this.#tree.show(notebook);
    this.#ask();
  }

  /** Where nobody looks, nobody asks. */
  #ask(): void {
    const { notebook } = this.#tree;
    if (notebook && this.#view.visible) this.#readings.refresh(notebook);
  }

  /** Filters while the text is typed. */
  #askFilter(): void {
    const box = vscode.window.createInputBox();
    box.title = "Filter Variables";
    box.placeholder = "Part of a name, a dtype, a shape or NaN";
    box.value = this.#tree.filter;
    const before = this.#tree.filter;
    let accepted = false;
    box.onDidChangeValue((text) => this.#filterBy(text));
    box.onDidAccept(() => {
      accepted = true;
      box.hide();
    });
    box.onDidHide(() => {
      if (!accepted) this.#filterBy(before);
      box.dispose();
    });
    box.show();
  }

  #filterBy(text: string): void {
    this.#tree.filterBy(text);
    this.#view.description = text ? `filter: ${text}` : undefined;
    void vscode.commands.executeCommand("setContext", "noisebook.variablesFiltered", text !== "");
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
