import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { findNode, KernelProcess } from "../client/index.ts";
import type { Log } from "./log.ts";

/** The kernel processes of this window: one for each notebook that has run a cell. */
export class Kernels implements vscode.Disposable {
  readonly #kernels = new Map<vscode.NotebookDocument, Promise<KernelProcess>>();
  readonly #main: string;
  readonly #log: Log;
  readonly #closing: vscode.Disposable;
  /** Kernels that we end ourselves: their exit is no news. */
  readonly #expected = new WeakSet<KernelProcess>();

  constructor(extension: vscode.Uri, log: Log) {
    this.#main = vscode.Uri.joinPath(extension, "dist", "kernel", "main.mjs").fsPath;
    this.#log = log;
    this.#closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => void this.stop(notebook));
  }

  /** The notebook's kernel; started when there is none. Rejects with NodeNotFound or KernelDied. */
  async of(notebook: vscode.NotebookDocument): Promise<KernelProcess> {
    const existing = this.#kernels.get(notebook);
    if (existing) return existing;
    const starting = this.#start(notebook);
    this.#kernels.set(notebook, starting);
    starting.catch(() => this.#kernels.delete(notebook));
    return starting;
  }

  /** The notebook's kernel where one runs, without starting one. */
  async running(notebook: vscode.NotebookDocument): Promise<KernelProcess | null> {
    return (await this.#kernels.get(notebook)?.catch(() => null)) ?? null;
  }

  async stop(notebook: vscode.NotebookDocument): Promise<void> {
    const kernel = await this.running(notebook);
    this.#kernels.delete(notebook);
    if (!kernel) return;
    this.#expected.add(kernel);
    await kernel.stop();
  }

  async #start(notebook: vscode.NotebookDocument): Promise<KernelProcess> {
    const configured = vscode.workspace.getConfiguration("noisebook", notebook.uri).get<string>("node");
    const node = await findNode(configured?.trim() ? configured.trim() : null, process.execPath);
    this.#log.info(`starting the kernel of ${nameOf(notebook)} with Node ${node.version} (${node.path})`);
    const kernel: KernelProcess = new KernelProcess({
      node: node.path,
      env: node.env,
      main: this.#main,
      folder: folderOf(notebook),
      onRawText: (text) => this.#log.raw(text),
      onStrayOutput: (output) => {
        if (output.header.msg_type === "stream") this.#log.raw((output.content as { text: string }).text);
      },
      onExit: (reason) => this.#exited(notebook, kernel, reason),
    });
    await kernel.ready();
    return kernel;
  }

  #exited(notebook: vscode.NotebookDocument, kernel: KernelProcess, reason: string): void {
    this.#log.info(`the kernel of ${nameOf(notebook)} ${reason}`);
    if (this.#expected.has(kernel)) return;
    this.#kernels.delete(notebook);
    if (notebook.isClosed) return;
    void this.#offerRestart(notebook, reason);
  }

  async #offerRestart(notebook: vscode.NotebookDocument, reason: string): Promise<void> {
    const restart = "Restart Kernel";
    const message =
      `The kernel of ${nameOf(notebook)} ${reason} Its names are gone; the notebook and its outputs are not. ` +
      `The next cell you run starts a new kernel.`;
    if ((await vscode.window.showWarningMessage(message, restart)) === restart) await this.of(notebook);
  }

  dispose(): void {
    this.#closing.dispose();
    for (const notebook of this.#kernels.keys()) void this.stop(notebook);
  }
}

export const nameOf = (notebook: vscode.NotebookDocument): string => path.posix.basename(notebook.uri.path);

/** Where relative paths in cells start. A notebook without a file has none, so it gets the workspace's. */
function folderOf(notebook: vscode.NotebookDocument): string {
  if (notebook.uri.scheme === "file") return path.dirname(notebook.uri.fsPath);
  return (
    vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath ?? os.homedir()
  );
}
