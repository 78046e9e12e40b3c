import * as vscode from "vscode";
import type { KernelProcess } from "../../client/index.ts";
import type { CellPlace } from "../../protocol/index.ts";
import { hoverText } from "./hover.ts";
import type { Shade } from "./histogram.ts";
import { isDisposable } from "./item.ts";
import type { Row, VariableRef } from "./rows.ts";

/** What stands beside a row that is pointed at. */
export async function explain(
  row: Extract<Row, { kind: "variable" }>,
  notebook: vscode.NotebookDocument,
  kernel: KernelProcess | null,
): Promise<vscode.MarkdownString> {
  const { ref, variable: known } = row;
  const reply = await kernel
    ?.ask("noisebook_variable", { path: ref.path, want: "details" })
    .catch(() => null);
  // While a cell runs, what the row knows has to do.
  const variable = reply?.variable ?? known;
  const { viewable, numbers, disposed, cell } = variable;
  const link = (words: string, command: string) => [words, commandLink(command, ref)] as const;
  const text = hoverText(variable, {
    shade: shadeNow(),
    cell: cell && cellText(notebook, cell),
    links: [
      ...(viewable ? [link("Open viewer", "noisebook.variables.open")] : []),
      ...(numbers ? [link("Copy shape", "noisebook.variables.copyShape")] : []),
      ...(!disposed && isDisposable(variable) ? [link("Dispose", "noisebook.variables.dispose")] : []),
      ...(cell ? [link("Go to cell", "noisebook.variables.goToCell")] : []),
    ],
  });
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: links };
  return markdown;
}

const links = ["open", "copyShape", "dispose", "goToCell"].map((name) => `noisebook.variables.${name}`);

const commandLink = (command: string, ref: VariableRef): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([ref]))}`;

function shadeNow(): Shade {
  const { Light, HighContrastLight } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  return kind === Light || kind === HighContrastLight ? "light" : "dark";
}

/** Cells move: it is found by its name, and else said where it stood. */
export const cellOf = (notebook: vscode.NotebookDocument, { id }: CellPlace): vscode.NotebookCell | null =>
  notebook.getCells().find(({ document }) => document.uri.fragment === id) ?? null;

const cellText = (notebook: vscode.NotebookDocument, place: CellPlace): string => {
  const cell = cellOf(notebook, place);
  return cell ? `cell ${cell.index + 1}` : "a cell that is gone";
};
