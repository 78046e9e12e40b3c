import * as vscode from "vscode";
import { nameOf } from "./kernels.ts";

/**
 * Says which cells our kernel will not run: VS Code skips a cell of a language that the kernel does not support
 * without a word.
 */
export function warnOfForeignCells(notebook: vscode.NotebookDocument, languages: readonly string[]): void {
  const foreign = notebook
    .getCells()
    .filter(
      ({ kind, document }) =>
        kind === vscode.NotebookCellKind.Code && !languages.includes(document.languageId),
    );
  if (!foreign.length) return;
  const names = [...new Set(foreign.map(({ document }) => displayName(document.languageId)))].join(" and ");
  const which = foreign.length === 1 ? `Cell ${foreign[0].index + 1}` : `${foreign.length} cells`;
  void vscode.window.showWarningMessage(
    `${which} of ${nameOf(notebook)} ${foreign.length === 1 ? "is" : "are"} ${names}. Noisebook runs TypeScript and ` +
      `leaves them out: choose a kernel for ${names}, or change a cell's language at its lower right.`,
  );
}

const displayName = (languageId: string): string => languageId.charAt(0).toUpperCase() + languageId.slice(1);
