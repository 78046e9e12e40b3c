import * as vscode from "vscode";
import { nameOf } from "../kernels.ts";
import type { CommandContext } from "./index.ts";

/** Ends the active notebook's kernel and starts a new one. Outputs stay, names go. */
export async function restartKernel({ kernels }: CommandContext): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (!notebook) {
    void vscode.window.showInformationMessage("Open a notebook to restart its kernel.");
    return;
  }
  try {
    await kernels.stop(notebook);
    await kernels.of(notebook);
    vscode.window.setStatusBarMessage(`The kernel of ${nameOf(notebook)} was restarted.`, 4000);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
