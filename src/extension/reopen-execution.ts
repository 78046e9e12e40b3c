import type * as vscode from "vscode";

export interface Reopened {
  readonly execution: vscode.NotebookCellExecution;
  /** There is more to edit. */
  keepOpen(): void;
}

/** Milliseconds without an edit after which it is closed. */
const patience = 250;

/**
 * Outputs of a cell can be changed within an execution only. This is one for what comes after the cell's end: it shows
 * the cell as it was, with its order, times and mark.
 */
export function reopenExecution(
  controller: vscode.NotebookController,
  cell: vscode.NotebookCell,
  onClose: () => void,
): Reopened {
  const { executionOrder, success, timing } = cell.executionSummary ?? {};
  const execution = controller.createNotebookCellExecution(cell);
  execution.executionOrder = executionOrder;
  execution.start(timing?.startTime);
  let timer: NodeJS.Timeout | undefined;
  return {
    execution,
    keepOpen() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        onClose();
        execution.end(success, timing?.endTime);
      }, patience);
    },
  };
}
