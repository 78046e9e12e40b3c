import type * as vscode from "vscode";
import type { Shown } from "./shown.ts";

/** Where a panel's output comes from. */
export interface PanelSource {
  /** The same for two panels that would show the same. */
  readonly key: string;
  readonly title: string;
  readonly notebook: vscode.NotebookDocument;
  /** By which it is found again after a reload. */
  readonly state: unknown;
  /** What is to be seen now; null keeps what is. */
  read(): Promise<Shown | null> | Shown | null;
  /** What has to be said of it: that its cell is gone, say. */
  readonly notice: string | null;
  /** The cell to run again for it. */
  readonly cell: vscode.NotebookCell | null;
  readonly onChange: vscode.Event<void>;
  dispose(): void;
}
