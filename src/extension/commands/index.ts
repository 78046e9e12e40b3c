import * as vscode from "vscode";
import type { Kernels } from "../kernels.ts";
import type { Log } from "../log.ts";
import type { Panels } from "../panel/index.ts";
import { chooseBackend } from "./choose-backend.ts";
import { installTransformers } from "./install-transformers.ts";
import { newNotebook } from "./new-notebook.ts";
import { removeBackend } from "./remove-backend.ts";
import { restartKernel } from "./restart-kernel.ts";

export interface CommandContext {
  kernels: Kernels;
  log: Log;
  panels: Panels;
  /** The extension's folder. */
  extension: vscode.Uri;
}

export function registerCommands(context: CommandContext): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand("noisebook.restartKernel", () => restartKernel(context)),
    vscode.commands.registerCommand("noisebook.newNotebook", newNotebook),
    vscode.commands.registerCommand("noisebook.chooseBackend", () => chooseBackend(context)),
    vscode.commands.registerCommand("noisebook.openInPanel", (cell?: vscode.NotebookCell) =>
      context.panels.openCell(cell),
    ),
    vscode.commands.registerCommand("noisebook.removeBackend", () => removeBackend()),
    vscode.commands.registerCommand("noisebook.installTransformers", () => installTransformers(context)),
  ];
}
