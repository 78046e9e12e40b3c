import * as vscode from "vscode";
import type { Variable, VariableReply } from "../../protocol/index.ts";
import type { Kernels } from "../kernels.ts";
import { cellOf } from "./explain.ts";
import type { Pins } from "./pins.ts";
import type { Readings } from "./readings.ts";
import type { Row, VariableRef } from "./rows.ts";
import { shapeText } from "./text.ts";

export interface ActionsContext {
  kernels: Kernels;
  readings: Readings;
  pins: Pins;
  /** Shows a variable in its viewer. */
  open: (notebook: vscode.NotebookDocument, path: readonly string[]) => void;
  redraw: () => void;
}

type Target = Row | VariableRef | undefined;

/** What can be done with a row, from its menu, its hover or its buttons. */
export function variableActions(context: ActionsContext): Record<string, (target: Target) => unknown> {
  const { kernels, readings, pins, open, redraw } = context;

  async function ask(
    { notebook, path }: Found,
    want: "details" | "dispose",
  ): Promise<VariableReply["variable"]> {
    const kernel = await kernels.running(notebook);
    const reply = await kernel?.ask("noisebook_variable", { path, want });
    if (reply?.busy) say("The kernel runs a cell. Ask again when it has ended.");
    return reply?.variable ?? null;
  }

  const pin = (pinned: boolean) => async (target: Target) => {
    const found = find(target);
    if (!found) return;
    await pins.set(found.notebook.uri.toString(), found.path[0], pinned);
    redraw();
  };

  return {
    open: (target) => {
      const found = find(target);
      if (found) open(found.notebook, found.path);
    },
    async copyShape(target) {
      const found = find(target);
      const variable = found && (await ask(found, "details"));
      if (!variable?.numbers) return;
      await vscode.env.clipboard.writeText(shapeText(variable.numbers.shape));
      vscode.window.setStatusBarMessage(`Copied ${shapeText(variable.numbers.shape)}`, 3000);
    },
    async dispose(target) {
      const found = find(target);
      const variable = found && (await ask(found, "details"));
      if (!found || !variable || !(await isMeant(variable))) return;
      await ask(found, "dispose");
      readings.refresh(found.notebook);
    },
    pin: pin(true),
    unpin: pin(false),
    async goToCell(target) {
      const found = find(target);
      const place =
        found && readings.of(found.notebook)?.variables.find(({ name }) => name === found.path[0]);
      const cell = found && place?.cell && cellOf(found.notebook, place.cell);
      if (!cell) return;
      const range = new vscode.NotebookRange(cell.index, cell.index + 1);
      await vscode.window.showNotebookDocument(found.notebook, { selections: [range] });
    },
  };
}

interface Found {
  notebook: vscode.NotebookDocument;
  path: string[];
}

function find(target: Target): Found | null {
  if (!target) return null;
  const ref = "ref" in target ? target.ref : target;
  const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === ref.notebook);
  return notebook && ref.path.length > 0 ? { notebook, path: ref.path } : null;
}

/** A tensor is quickly made again, the weights of a trained model are not. */
async function isMeant({ kind, name, parts }: Variable): Promise<boolean> {
  if (kind !== "model") return true;
  const dispose = "Dispose";
  const question = `Free the ${parts} tensors of ${name}? Its weights are lost.`;
  return (await vscode.window.showWarningMessage(question, { modal: true }, dispose)) === dispose;
}

function say(text: string): void {
  void vscode.window.showInformationMessage(text);
}
