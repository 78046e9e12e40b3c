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
import { Panels } from "./panel/index.ts";
import { RendererMessages } from "./renderer-messages.ts";
import { RendererRequests } from "./renderer-requests.ts";
import { LiveStreams } from "./streams.ts";
import { Readings, VariablesView } from "./variables/index.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  const streams = new LiveStreams();
  const executions = new Executions();
  const displays = new Displays();
  const memory = new MemoryStatus();
  const backend = new BackendStatus();
  const kernels = new Kernels(context.extensionUri, new KernelStore(context), log);
  const controller = new NotebookController({ kernels, streams, executions, displays, log });
  const cellEnds = new vscode.EventEmitter<vscode.NotebookDocument>();
  const { extensionUri: extension } = context;
  const requests = new RendererRequests(streams, controller, extension);
  const panels = new Panels({ extension, streams, requests, kernels, onCellEnd: cellEnds.event });
  const readings = new Readings(kernels);
  const variables = new VariablesView({
    kernels,
    readings,
    memory: context.workspaceState,
    open: (notebook, path) => panels.openVariable(notebook, path),
  });
  kernels.begin({
    onLateOutput: (output, kernel, notebook) =>
      executions.late(output, kernel) || streams.stray(output, kernel, notebook),
    onMemory(notebook, taken) {
      memory.set(notebook, taken);
      backend.set(notebook, taken);
      if (!taken) readings.forget(notebook);
    },
    onCellEnd(notebook, run) {
      memory.ended(notebook, run);
      variables.cellEnded(notebook);
      cellEnds.fire(notebook);
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
    cellEnds,
    panels,
    readings,
    variables,
    new RendererMessages(streams, requests, panels),
    ...registerCommands({ kernels, log, extension, panels }),
  );
}
