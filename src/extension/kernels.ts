import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { findNode, KernelProcess, type CellOutput, type KernelListeners } from "../client/index.ts";
import type { ExecuteReply, FromKernel, TensorMemory } from "../protocol/index.ts";
import type { KernelAddress, PendingCell } from "../protocol/link.ts";
import { backendEnvironment } from "./backend/setting.ts";
import type { KernelStore } from "./kernel-store.ts";
import type { Log } from "./log.ts";

/** Seconds that a kernel waits for its window to come back from a reload. */
const linger = 60;

export interface KernelsEvents {
  /** Output after its cell's end, or of no cell; false where nobody shows it. */
  onLateOutput: (output: CellOutput, kernel: KernelProcess, notebook: vscode.NotebookDocument) => boolean;
  /** What the notebook's tensors take now; null once its kernel has ended. */
  onMemory: (notebook: vscode.NotebookDocument, memory: TensorMemory | null) => void;
  /** A cell has ended, or another request to run code. */
  /** `run` is the number that stands beside the cell. */
  onCellEnd: (notebook: vscode.NotebookDocument, run: number) => void;
  /** A cell of a kernel that was found again still runs. */
  onFoundRunning: (notebook: vscode.NotebookDocument, kernel: KernelProcess, pending: PendingCell) => void;
}

/** The kernel processes of this window: one for each notebook that has run a cell. */
export class Kernels implements vscode.Disposable {
  readonly #kernels = new Map<vscode.NotebookDocument, Promise<KernelProcess>>();
  /** Searches for kernels of an earlier window. */
  readonly #finding = new Map<vscode.NotebookDocument, Promise<void>>();
  readonly #main: string;
  readonly #store: KernelStore;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable[];
  /** Kernels that we end ourselves: their exit is no news. */
  readonly #expected = new WeakSet<KernelProcess>();
  #events: KernelsEvents = {
    onLateOutput: () => false,
    onMemory: () => undefined,
    onCellEnd: () => undefined,
    onFoundRunning: () => undefined,
  };

  constructor(extension: vscode.Uri, store: KernelStore, log: Log) {
    this.#main = vscode.Uri.joinPath(extension, "dist", "kernel", "main.mjs").fsPath;
    this.#store = store;
    this.#log = log;
    this.#subscriptions = [
      vscode.workspace.onDidCloseNotebookDocument((notebook) => void this.stop(notebook)),
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#findAgain(notebook)),
    ];
  }

  /** Says who listens, and looks for the kernels of an earlier window. */
  begin(events: KernelsEvents): void {
    this.#events = events;
    vscode.workspace.notebookDocuments.forEach((notebook) => this.#findAgain(notebook));
  }

  /** The notebook's kernel; started when there is none. Rejects with NodeNotFound or KernelDied. */
  async of(notebook: vscode.NotebookDocument): Promise<KernelProcess> {
    await this.#finding.get(notebook);
    const existing = this.#kernels.get(notebook);
    if (existing) return existing;
    const starting = this.#start(notebook);
    this.#kernels.set(notebook, starting);
    starting.catch(() => this.#kernels.delete(notebook));
    return starting;
  }

  /** The notebook's kernel where one runs, without starting one. */
  async running(notebook: vscode.NotebookDocument): Promise<KernelProcess | null> {
    await this.#finding.get(notebook);
    return (await this.#kernels.get(notebook)?.catch(() => null)) ?? null;
  }

  /** The notebooks whose kernels run, or start. */
  get notebooks(): vscode.NotebookDocument[] {
    return [...this.#kernels.keys()];
  }

  async stop(notebook: vscode.NotebookDocument): Promise<void> {
    const kernel = await this.running(notebook);
    this.#kernels.delete(notebook);
    if (!kernel) return;
    this.#expected.add(kernel);
    this.#store.set(notebook, null);
    await kernel.stop();
  }

  async #start(notebook: vscode.NotebookDocument): Promise<KernelProcess> {
    const configured = vscode.workspace.getConfiguration("noisebook", notebook.uri).get<string>("node");
    const node = await findNode(configured?.trim() ? configured.trim() : null, process.execPath);
    this.#log.info(`starting the kernel of ${nameOf(notebook)} with Node ${node.version} (${node.path})`);
    const kernel: KernelProcess = new KernelProcess({
      ...this.#listeners(notebook, () => kernel),
      node: node.path,
      env: { ...node.env, ...backendEnvironment(notebook) },
      main: this.#main,
      folder: folderOf(notebook),
      linger,
      late: true,
    });
    await kernel.ready();
    this.#store.set(notebook, kernel.address);
    return kernel;
  }

  /** After a reload: the kernel goes on where it is, or it is said to be gone. */
  #findAgain(notebook: vscode.NotebookDocument): void {
    const address = this.#store.of(notebook);
    if (!address || this.#kernels.has(notebook) || this.#finding.has(notebook)) return;
    const search = this.#attach(notebook, address).finally(() => this.#finding.delete(notebook));
    this.#finding.set(notebook, search);
  }

  async #attach(notebook: vscode.NotebookDocument, address: KernelAddress): Promise<void> {
    let kernel: KernelProcess | null = null;
    const found = await KernelProcess.attach(
      address,
      this.#listeners(notebook, () => kernel),
    );
    if (!found) {
      this.#store.set(notebook, null);
      void vscode.window.showInformationMessage(
        `The kernel of ${nameOf(notebook)} has ended since its window was closed. Its names are gone; the notebook ` +
          `and its outputs are not. The next cell you run starts a new kernel.`,
      );
      return;
    }
    kernel = found.kernel;
    this.#kernels.set(notebook, Promise.resolve(kernel));
    this.#log.info(`found the kernel of ${nameOf(notebook)} again (process ${kernel.pid})`);
    vscode.window.setStatusBarMessage(`The kernel of ${nameOf(notebook)} runs on, with all its names.`, 5000);
    for (const pending of found.pending) this.#events.onFoundRunning(notebook, kernel, pending);
  }

  #listeners(notebook: vscode.NotebookDocument, kernel: () => KernelProcess | null): KernelListeners {
    return {
      onRawText: (text) => this.#log.raw(text),
      onMessage: (message) => this.#remember(notebook, message),
      onStrayOutput: (output) => {
        const from = kernel();
        if (from && this.#events.onLateOutput(output, from, notebook)) return;
        if (output.header.msg_type === "stream") this.#log.raw((output.content as { text: string }).text);
      },
      onExit: (reason) => this.#exited(notebook, kernel(), reason),
    };
  }

  #remember(notebook: vscode.NotebookDocument, message: FromKernel): void {
    if (message.header.msg_type === "noisebook_memory")
      this.#events.onMemory(notebook, message.content as TensorMemory);
    if (message.header.msg_type === "execute_reply")
      this.#events.onCellEnd(notebook, (message.content as ExecuteReply).execution_count);
  }

  #exited(notebook: vscode.NotebookDocument, kernel: KernelProcess | null, reason: string): void {
    this.#log.info(`the kernel of ${nameOf(notebook)} ${reason}`);
    this.#events.onMemory(notebook, null);
    if (!kernel || this.#expected.has(kernel)) return;
    this.#kernels.delete(notebook);
    this.#store.set(notebook, null);
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

  /** The window closes, or is about to be loaded again: kernels are left to wait for it a while. */
  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const kernel of this.#kernels.values())
      kernel.then(
        (running) => running.detach(),
        () => undefined,
      );
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
