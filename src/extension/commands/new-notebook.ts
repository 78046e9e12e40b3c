import * as vscode from "vscode";

/** Opens an untitled notebook with one TypeScript cell. */
export async function newNotebook(): Promise<void> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "", "typescript");
  const data = new vscode.NotebookData([cell]);
  data.metadata = {
    metadata: {
      kernelspec: { display_name: "Noisebook (TypeScript)", language: "typescript", name: "noisebook" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
    },
  };
  await vscode.window.showNotebookDocument(
    await vscode.workspace.openNotebookDocument("jupyter-notebook", data),
  );
}
