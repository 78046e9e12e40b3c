import * as vscode from "vscode";
import type { ErrorContent, MimeBundle } from "../protocol/index.ts";
import { wrap } from "./wrap.ts";

/** Whether a bundle holds its bytes in base64; SVG is text. */
export const isPicture = (mime: string): boolean => mime.startsWith("image/") && mime !== "image/svg+xml";

/** A mime bundle as VS Code's output items: JSON as JSON, pictures as bytes, the rest as text. */
export function itemsOf(bundle: MimeBundle): vscode.NotebookCellOutputItem[] {
  return Object.entries(bundle).map(([mime, value]) => {
    if (/[+/]json$/.test(mime)) return vscode.NotebookCellOutputItem.json(value, mime);
    const text = Array.isArray(value) ? value.join("") : String(value);
    if (isPicture(mime)) {
      return new vscode.NotebookCellOutputItem(Buffer.from(text, "base64"), mime);
    }
    return vscode.NotebookCellOutputItem.text(text, mime);
  });
}

/**
 * VS Code shows the stack where there is one, so it holds everything that a person is told. The message is red and
 * broken into lines, since VS Code breaks none and would hide its end, which says what to do.
 */
export function errorItem({ ename, evalue, traceback }: ErrorContent): vscode.NotebookCellOutputItem {
  const [first = `${ename}: ${evalue}`, ...rest] = traceback;
  return vscode.NotebookCellOutputItem.error({
    name: ename,
    message: evalue,
    stack: `\x1b[31m${wrap(first, messageWidth)}\x1b[39m\n${rest.join("\n")}`,
  });
}

const messageWidth = 90;
