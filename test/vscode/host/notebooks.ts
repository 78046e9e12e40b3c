// What the tests in the extension host do with notebooks, through VS Code's API as any extension would.
import * as vscode from "vscode";

/** An unsaved notebook of these TypeScript cells, shown in an editor. */
export async function open(...sources: string[]): Promise<vscode.NotebookDocument> {
  const cells = sources.map(
    (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "typescript"),
  );
  const data = new vscode.NotebookData(cells);
  data.metadata = {
    metadata: {
      kernelspec: { name: "noisebook", display_name: "Noisebook (TypeScript)", language: "typescript" },
    },
  };
  const document = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
  await vscode.window.showNotebookDocument(document);
  return document;
}

const finished = (cell: vscode.NotebookCell): boolean => cell.executionSummary?.timing?.endTime !== undefined;

/** Waits until `holds` is true, asked again at every change of a notebook. */
export function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const ask = (): void => {
      if (!holds()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = vscode.workspace.onDidChangeNotebookDocument(ask);
    ask();
  });
}

/** Runs one cell to its end. */
export async function run(cell: vscode.NotebookCell): Promise<vscode.NotebookCell> {
  const before = cell.executionSummary?.executionOrder;
  await vscode.commands.executeCommand("notebook.cell.execute", {
    ranges: [{ start: cell.index, end: cell.index + 1 }],
    document: cell.notebook.uri,
  });
  await until(() => finished(cell) && cell.executionSummary?.executionOrder !== before);
  return cell;
}

export function cellAt(document: vscode.NotebookDocument, index: number): vscode.NotebookCell {
  return document.cellAt(index);
}

/** All text of the cell's outputs, whatever its mime type; binary data is left out. */
export function textOf(cell: vscode.NotebookCell): string {
  const decoder = new TextDecoder();
  return cell.outputs
    .flatMap((output) => output.items)
    .filter((item) => !item.mime.startsWith("image/"))
    .map((item) => decoder.decode(item.data))
    .join("\n");
}

export const mimesOf = (cell: vscode.NotebookCell): string[] =>
  cell.outputs.flatMap((output) => output.items.map((item) => item.mime));

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
