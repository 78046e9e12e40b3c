import * as vscode from "vscode";
import { BackendStatus } from "./backend/status.ts";
import { restartOnSwitch } from "./backend/switch.ts";
import { registerCommands } from "./commands/index.ts";
import { NotebookController } from "./controller.ts";
import { Displays } from "./displays.ts";
import { Executions } from "./executions.ts";
import { KernelStore } from "./kernel-store.ts";
import { Kernels } from "./kernels.ts";
import { Log } from "./log.ts";
import { MemoryStatus } from "./memory-status.ts";
import { RendererMessages } from "./renderer-messages.ts";
import { LiveStreams } from "./streams.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  const streams = new LiveStreams();
  const executions = new Executions();
  const displays = new Displays();
  const memory = new MemoryStatus();
  const backend = new BackendStatus();
  const kernels = new Kernels(context.extensionUri, new KernelStore(context), log);
  const controller = new NotebookController({ kernels, streams, executions, displays, log });
  kernels.begin({
    onLateOutput: (output, kernel) => executions.late(output, kernel),
    onMemory(notebook, taken) {
      memory.set(notebook, taken);
      backend.set(notebook, taken);
    },
    onFoundRunning: (notebook, kernel, pending) => controller.goOn(notebook, kernel, pending),
  });
  context.subscriptions.push(
    log,
    kernels,
    streams,
    memory,
    backend,
    restartOnSwitch(kernels),
    controller,
    vscode.workspace.onDidCloseNotebookDocument((notebook) => displays.forget(notebook)),
    new RendererMessages(streams, controller, context.extensionUri),
    ...registerCommands({ kernels, log, extension: context.extensionUri }),
  );
}
