import * as vscode from "vscode";
import type { Kernels } from "../kernels.ts";
import type { Log } from "../log.ts";
import { newNotebook } from "./new-notebook.ts";
import { restartKernel } from "./restart-kernel.ts";

export interface CommandContext {
  kernels: Kernels;
  log: Log;
}

export function registerCommands(context: CommandContext): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand("noisebook.restartKernel", () => restartKernel(context)),
    vscode.commands.registerCommand("noisebook.newNotebook", newNotebook),
  ];
}
