import * as vscode from "vscode";

/** The cell whose output names this stream; also in a notebook that was saved and opened again. */
export function findCellOfStream(
  notebook: vscode.NotebookDocument,
  stream: string,
): vscode.NotebookCell | null {
  const names = ({ outputs }: vscode.NotebookCell): boolean =>
    outputs.some(({ items }) => items.some((item) => streamOf(item) === stream));
  return notebook.getCells().find(names) ?? null;
}

function streamOf({ mime, data }: vscode.NotebookCellOutputItem): unknown {
  if (!mime.startsWith("application/vnd.noisebook.")) return null;
  try {
    const payload: unknown = JSON.parse(new TextDecoder().decode(data));
    return typeof payload === "object" && payload !== null && "stream" in payload ? payload.stream : null;
  } catch {
    return null; // a damaged payload names no stream
  }
}
