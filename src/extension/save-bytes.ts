import path from "node:path";
import * as vscode from "vscode";

/** What the dialog calls the kinds of files that viewers make. */
const kinds: Record<string, string> = {
  png: "Picture",
  gif: "Animated GIF",
  webp: "Animated WebP",
  html: "Page",
  npy: "NumPy array",
};

/** Saves a viewer's file where the person says; its bytes are made once that is known. */
export async function saveBytes(
  notebook: vscode.NotebookDocument,
  name: string,
  bytes: () => Uint8Array | Promise<Uint8Array>,
): Promise<void> {
  const folder = notebook.isUntitled ? undefined : vscode.Uri.joinPath(notebook.uri, "..");
  // The name comes from a webview: a file name, never a path.
  const fileName = name.replace(/[^\w.-]+/g, "-");
  const defaultUri = folder && vscode.Uri.joinPath(folder, fileName);
  const extension = path.extname(fileName).slice(1);
  const filters = extension in kinds ? { [kinds[extension]]: [extension] } : {};
  const target = await vscode.window.showSaveDialog({ defaultUri, filters });
  if (!target) return;
  try {
    await vscode.workspace.fs.writeFile(target, await bytes());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${fileName} was not saved: ${reason}`);
  }
}
