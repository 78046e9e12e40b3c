import type * as vscode from "vscode";
import { isPicture } from "../output-items.ts";
import { bestMime, errorMime } from "./pick.ts";

/** An output as it travels to a panel's page. */
export interface Shown {
  /** Another for another run of its cell. */
  run: string;
  mime: string;
  text: string;
}

/** The richest of an output's items; null where a panel can show none of them. */
export function shownOf(items: readonly vscode.NotebookCellOutputItem[], run: string): Shown | null {
  const mime = bestMime({ items });
  if (mime === null) return null;
  // What a cell prints is an output of many items.
  const data = Buffer.concat(items.filter((item) => item.mime === mime).map((item) => item.data));
  const text = data.toString(isPicture(mime) ? "base64" : "utf8");
  return { run, mime, text: mime === errorMime ? errorText(text) : text };
}

function errorText(json: string): string {
  try {
    const { name, message, stack } = JSON.parse(json) as Record<string, unknown>;
    const text = typeof stack === "string" && stack ? stack : `${String(name)}: ${String(message)}`;
    // eslint-disable-next-line no-control-regex -- colours of a terminal
    return text.replace(/\x1b\[[\d;]*m/g, "");
  } catch {
    return json;
  }
}
