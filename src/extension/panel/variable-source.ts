import * as vscode from "vscode";
import { tensorMime, type MimeBundle } from "../../protocol/index.ts";
import { nameOf, type Kernels } from "../kernels.ts";
import { itemsOf } from "../output-items.ts";
import { shownOf, type Shown } from "./shown.ts";
import type { PanelSource } from "./source.ts";

/** What a name of the kernel stands for, as its viewer shows it; asked for again when a cell has ended. */
export class VariableSource implements PanelSource {
  readonly notebook: vscode.NotebookDocument;
  readonly cell = null;
  readonly #path: readonly string[];
  readonly #kernels: Kernels;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  readonly #subscriptions: { dispose(): unknown }[];
  #known: string | null = null;
  #before = "";
  #runs = 0;
  #notice: string | null = null;

  constructor(
    notebook: vscode.NotebookDocument,
    path: readonly string[],
    kernels: Kernels,
    onCellEnd: vscode.Event<vscode.NotebookDocument>,
  ) {
    this.notebook = notebook;
    this.#path = path;
    this.#kernels = kernels;
    this.#subscriptions = [
      this.#changed,
      onCellEnd((ended) => {
        if (ended === notebook) this.#changed.fire();
      }),
      vscode.workspace.onDidCloseNotebookDocument((closed) => {
        if (closed === notebook) this.#changed.fire();
      }),
    ];
  }

  get key(): string {
    return JSON.stringify([this.notebook.uri.toString(), ...this.#path]);
  }

  get title(): string {
    return this.#path.join(".");
  }

  get state(): unknown {
    return { notebook: this.notebook.uri.toString(), path: this.#path };
  }

  get notice(): string | null {
    return this.notebook.isClosed
      ? `${nameOf(this.notebook)} was closed. This is the last that ${this.title} was.`
      : this.#notice;
  }

  async read(): Promise<Shown | null> {
    const kernel = this.notebook.isClosed ? null : await this.#kernels.running(this.notebook);
    const path = [...this.#path];
    const reply = await kernel
      ?.ask("noisebook_variable", { path, want: "bundle", known: this.#known })
      .catch(() => null);
    if (reply?.busy) {
      // The end of the cell asks again.
      if (!this.#before) this.#notice = `${this.title} is shown when the running cell has ended.`;
      return null;
    }
    this.#notice = this.#say(reply?.variable ?? null, kernel !== null);
    if (!reply?.data) return null;
    this.#known = reply.version;
    const text = JSON.stringify(withoutStream(reply.data));
    if (text === this.#before) return null;
    this.#before = text;
    this.#runs++;
    return shownOf(itemsOf(reply.data), String(this.#runs));
  }

  #say(variable: { viewable: boolean; disposed: boolean } | null, alive: boolean): string | null {
    const last = this.#before ? " This is the last that it was." : "";
    if (!alive) return `No kernel runs that knows ${this.title}.${last}`;
    if (!variable) return `The kernel knows no ${this.title}.${last}`;
    if (variable.disposed) return `${this.title} was disposed.${last}`;
    return variable.viewable ? null : `${this.title} has no viewer now.${last}`;
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** Each asking names another stream. */
const withoutStream = (bundle: MimeBundle): MimeBundle => {
  const tensor = bundle[tensorMime];
  return typeof tensor === "object" ? { ...bundle, [tensorMime]: { ...tensor, stream: null } } : bundle;
};
