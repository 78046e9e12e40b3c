import * as vscode from "vscode";

/** Saves a viewer's picture where the person says. */
export async function saveBytes(
  notebook: vscode.NotebookDocument,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const folder = notebook.isUntitled ? undefined : vscode.Uri.joinPath(notebook.uri, "..");
  // The name comes from a webview: a file name, never a path.
  const fileName = name.replace(/[^\w.-]+/g, "-");
  const defaultUri = folder && vscode.Uri.joinPath(folder, fileName);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: { Picture: ["png"] } });
  if (target) await vscode.workspace.fs.writeFile(target, bytes);
}
