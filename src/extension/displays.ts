import type * as vscode from "vscode";
import type { MimeBundle } from "../protocol/index.ts";
import type { CellExecution } from "./cell-execution.ts";
import { itemsOf } from "./output-items.ts";

/** Outputs by the names under which cells update them, in whichever cell they stand. */
export class Displays {
  readonly #shown = new Map<string, { in: CellExecution; output: vscode.NotebookCellOutput }[]>();

  add(id: string, execution: CellExecution, output: vscode.NotebookCellOutput): void {
    // A cell that is run again shows its outputs anew: the old ones are gone.
    const others = (this.#shown.get(id) ?? []).filter(
      (shown) => shown.in === execution || shown.in.cell !== execution.cell,
    );
    this.#shown.set(id, [...others, { in: execution, output }]);
  }

  update(id: string, data: MimeBundle): void {
    for (const { in: execution, output } of this.#shown.get(id) ?? [])
      execution.replace(output, itemsOf(data));
  }

  forget(notebook: vscode.NotebookDocument): void {
    for (const [id, shown] of this.#shown)
      if (shown.every((one) => one.in.cell.notebook === notebook)) this.#shown.delete(id);
  }
}
