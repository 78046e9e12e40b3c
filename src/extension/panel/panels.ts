import * as vscode from "vscode";
import * as v from "valibot";
import { digestOf } from "../../protocol/index.ts";
import type { Kernels } from "../kernels.ts";
import { CellSource } from "./cell-source.ts";
import { OutputPanel, renderersOf, type OutputPanelContext } from "./output-panel.ts";
import { candidates, isOurs, wantedAt } from "./pick.ts";
import type { PanelSource } from "./source.ts";
import { VariableSource } from "./variable-source.ts";

const viewType = "noisebook.output";

/** What VS Code keeps of a panel through a reload. */
const State = v.union([
  v.object({ notebook: v.string(), path: v.array(v.string()) }),
  v.object({ notebook: v.string(), cell: v.number(), mime: v.string(), ordinal: v.number() }),
]);

export interface PanelsContext extends OutputPanelContext {
  kernels: Kernels;
  onCellEnd: vscode.Event<vscode.NotebookDocument>;
}

/** The panels of this window, one for each output. */
export class Panels implements vscode.Disposable {
  readonly #context: PanelsContext;
  readonly #open = new Map<string, OutputPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(context: PanelsContext) {
    this.#context = context;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
    });
  }

  /** The command: the output of this cell, or of the one that is selected. */
  async openCell(cell: vscode.NotebookCell | undefined): Promise<void> {
    const editor = vscode.window.activeNotebookEditor;
    const chosen = cell ?? (editor && editor.notebook.cellCount > 0 && selectedCell(editor));
    const found = chosen ? candidates(chosen.outputs) : [];
    if (!chosen || found.length === 0) {
      void vscode.window.showInformationMessage("The cell has no output to open. Run it first.");
      return;
    }
    const index = found.length === 1 ? found[0] : await ask(chosen, found);
    if (index !== undefined) this.#openOutput(chosen, index);
  }

  /** The output with this payload, in the cell that is selected before all others. */
  openDigest({ notebook, selections }: vscode.NotebookEditor, digest: string): void {
    const selected = notebook.getCells(selections.at(0));
    for (const cell of [...selected, ...notebook.getCells()]) {
      const index = cell.outputs.findIndex(({ items }) => items.some((item) => isPayload(item, digest)));
      if (index >= 0) {
        this.#openOutput(cell, index);
        return;
      }
    }
  }

  openVariable(notebook: vscode.NotebookDocument, path: readonly string[]): void {
    const { kernels, onCellEnd } = this.#context;
    this.#show(new VariableSource(notebook, path, kernels, onCellEnd));
  }

  #openOutput(cell: vscode.NotebookCell, index: number): void {
    const wanted = wantedAt(cell.outputs, index);
    if (wanted) this.#show(new CellSource(cell, wanted));
  }

  #show(source: PanelSource): void {
    const open = this.#open.get(source.key);
    if (open) {
      source.dispose();
      open.reveal();
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(viewType, source.title, where, {
      enableScripts: true,
      localResourceRoots: [renderersOf(this.#context.extension)],
      // A viewer keeps its place: which step, which slice.
      retainContextWhenHidden: true,
    });
    this.#keep(panel, source);
  }

  #keep(panel: vscode.WebviewPanel, source: PanelSource): void {
    const { key } = source;
    this.#open.set(key, new OutputPanel(panel, source, this.#context));
    panel.onDidDispose(() => this.#open.delete(key));
  }

  async #restore(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const state = v.safeParse(State, kept);
    const source = state.success ? await this.#sourceOf(state.output).catch(() => null) : null;
    if (source) this.#keep(panel, source);
    else panel.dispose();
  }

  async #sourceOf(state: v.InferOutput<typeof State>): Promise<PanelSource | null> {
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.parse(state.notebook));
    const { kernels, onCellEnd } = this.#context;
    if ("path" in state) return new VariableSource(notebook, state.path, kernels, onCellEnd);
    return state.cell < notebook.cellCount ? new CellSource(notebook.cellAt(state.cell), state) : null;
  }

  dispose(): void {
    this.#serializer.dispose();
  }
}

const selectedCell = ({ notebook, selections }: vscode.NotebookEditor): vscode.NotebookCell =>
  notebook.cellAt(selections.at(0)?.start ?? 0);

function isPayload({ mime, data }: vscode.NotebookCellOutputItem, digest: string): boolean {
  if (!isOurs(mime)) return false;
  try {
    return digestOf(JSON.parse(Buffer.from(data).toString("utf8"))) === digest;
  } catch {
    return false; // a damaged one has no viewer that asks
  }
}

/** Which of several, by the first line of their text. */
async function ask(cell: vscode.NotebookCell, found: readonly number[]): Promise<number | undefined> {
  const picks = found.map((index) => {
    const plain = cell.outputs[index].items.find(({ mime }) => mime === "text/plain");
    const [line = ""] = plain ? Buffer.from(plain.data).toString("utf8").split("\n") : [];
    return { label: line.slice(0, 100) || `Output ${index + 1}`, index };
  });
  return (await vscode.window.showQuickPick(picks, { title: "Which output to open" }))?.index;
}
