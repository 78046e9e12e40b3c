import * as vscode from "vscode";
import { nameOf } from "./kernels.ts";

/**
 * Asks in an input box what a cell wants to know; null where the person closes it. What was printed last is the
 * question where the cell gives none, as with `readline`.
 */
export async function askPerson(
  cell: vscode.NotebookCell,
  { prompt, password }: { prompt: string; password: boolean },
  lastLine: string,
  ended: vscode.CancellationToken,
): Promise<string | null> {
  const answer = await vscode.window.showInputBox(
    {
      title: `Cell ${cell.index + 1} of ${nameOf(cell.notebook)} asks`,
      prompt: prompt || lastLine || "One line of input",
      password,
      // Looking something up elsewhere must not answer the question.
      ignoreFocusOut: true,
    },
    ended,
  );
  return answer ?? null;
}
