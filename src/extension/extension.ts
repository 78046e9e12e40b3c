import * as vscode from "vscode";
import { registerCommands } from "./commands/index.ts";
import { NotebookController } from "./controller.ts";
import { Kernels } from "./kernels.ts";
import { Log } from "./log.ts";
import { RendererMessages } from "./renderer-messages.ts";
import { LiveStreams } from "./streams.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  const streams = new LiveStreams();
  const kernels = new Kernels(context.extensionUri, log);
  const controller = new NotebookController(kernels, streams, log);
  context.subscriptions.push(
    log,
    kernels,
    streams,
    controller,
    new RendererMessages(streams, controller),
    ...registerCommands({ kernels, log }),
  );
}
