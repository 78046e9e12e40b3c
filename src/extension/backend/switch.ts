import * as vscode from "vscode";
import { nameOf, type Kernels } from "../kernels.ts";
import { backendSetting, touchesBackend } from "./setting.ts";

/** Restarts the kernels when the setting changes: tensors cannot move from one backend to another. */
export const restartOnSwitch = (kernels: Kernels): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (touchesBackend(change)) void restartAll(kernels);
  });

async function restartAll(kernels: Kernels): Promise<void> {
  for (const notebook of kernels.notebooks) {
    try {
      await kernels.stop(notebook);
      await kernels.of(notebook);
      void vscode.window.showInformationMessage(
        `The kernel of ${nameOf(notebook)} was restarted for the backend "${backendSetting(notebook)}". Its names are ` +
          "gone; the notebook and its outputs are not.",
      );
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }
}
