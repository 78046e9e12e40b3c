import * as vscode from "vscode";
import type { Variable } from "../../protocol/index.ts";
import { alarmOf } from "./text.ts";

const scheme = "noisebook-variable";

/** A name for the row by which its decoration is found; it says what there is to decorate. */
export function decorated(key: string, variable: Variable): vscode.Uri {
  const query = variable.disposed ? "disposed" : (alarmOf(variable) ?? "");
  // Written as one segment: slashes of its own would take it apart.
  return vscode.Uri.from({ scheme, path: `/${encodeURIComponent(key)}`, query });
}

/** NaN and infinity colour the name and put a mark behind it; what was freed is grey. */
export class VariableDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme || uri.query === "") return undefined;
    if (uri.query === "disposed")
      return new vscode.FileDecoration(undefined, "disposed", new vscode.ThemeColor("disabledForeground"));
    return new vscode.FileDecoration("!", uri.query, new vscode.ThemeColor("editorError.foreground"));
  }
}
