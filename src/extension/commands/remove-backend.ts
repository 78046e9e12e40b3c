import * as vscode from "vscode";
import { removeBackend as remove } from "../../backends/index.ts";
import { installable, readInstalled, type Installable } from "../../protocol/node/backend-store.ts";

/** Removes an installed backend. */
export async function removeBackend(): Promise<void> {
  const there = installable.flatMap((name: Installable) => {
    const installed = readInstalled(name);
    return installed ? [{ label: name, description: installed.library, detail: installed.source }] : [];
  });
  if (there.length === 0) {
    void vscode.window.showInformationMessage(
      "No backend is installed beside those that come with Noisebook.",
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(there, { title: "Which backend to remove" });
  if (!picked) return;
  await remove(picked.label);
  void vscode.window.showInformationMessage(
    `The backend ${picked.label} was removed. A kernel that computes on it goes on until it is restarted.`,
  );
}
