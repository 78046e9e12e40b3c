import * as vscode from "vscode";
import type { Variable, VariableKind } from "../../protocol/index.ts";
import { decorated } from "./decorations.ts";
import { dataUri, histogramIcon } from "./histogram.ts";
import { refKey, type Row } from "./rows.ts";
import { alarmOf, summaryText } from "./text.ts";

const icons: Record<VariableKind, string> = {
  numbers: "graph",
  model: "type-hierarchy",
  function: "symbol-method",
  class: "symbol-class",
  number: "symbol-number",
  text: "symbol-string",
  flag: "symbol-boolean",
  list: "symbol-array",
  object: "symbol-object",
  nothing: "symbol-null",
};

/** A row as VS Code draws it. */
export function itemOf(row: Row): vscode.TreeItem {
  switch (row.kind) {
    case "variable":
      return variableItem(row);
    case "more": {
      const { Collapsed } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(`${row.left.toLocaleString("en")} more`, Collapsed);
      item.id = `${refKey(row.ref)} from ${row.from}`;
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      return item;
    }
    case "note": {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon("info");
      return item;
    }
  }
}

function variableItem({ ref, variable, pinned }: Extract<Row, { kind: "variable" }>): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const { name, parts, viewable, disposed, numbers } = variable;
  const item = new vscode.TreeItem(name, parts > 0 ? Collapsed : None);
  const summary = summaryText(variable);
  item.id = refKey(ref);
  item.description = summary;
  item.iconPath = iconOf(variable);
  item.resourceUri = decorated(refKey(ref), variable);
  item.accessibilityInformation = { label: `${name}, ${summary}${pinned ? ", pinned" : ""}` };
  // What the menus of package.json ask for.
  item.contextValue = [
    ...(ref.path.length === 1 ? ["name"] : []),
    ...(viewable ? ["viewable"] : []),
    ...(numbers ? ["shaped"] : []),
    ...(!disposed && isDisposable(variable) ? ["disposable"] : []),
    ...(pinned ? ["pinned"] : []),
    ...(variable.cell ? ["placed"] : []),
  ].join(" ");
  if (viewable)
    item.command = { command: "noisebook.variables.open", title: "Open Viewer", arguments: [ref] };
  return item;
}

/** A tensor, or a model of tensors. */
export const isDisposable = ({ kind, numbers }: Variable): boolean =>
  kind === "model" || (numbers !== null && numbers.where !== "memory");

/** The histogram itself, where somebody has looked at the numbers. */
function iconOf(variable: Variable): vscode.TreeItem["iconPath"] {
  const { numbers, disposed, kind } = variable;
  if (disposed) return new vscode.ThemeIcon("circle-slash");
  if (!numbers?.glance?.moments) return new vscode.ThemeIcon(icons[kind]);
  const { bars } = numbers.glance;
  const alarm = alarmOf(variable) !== null;
  const uri = (shade: "dark" | "light"): vscode.Uri =>
    vscode.Uri.parse(dataUri(histogramIcon(bars, shade, alarm)));
  return { dark: uri("dark"), light: uri("light") };
}
