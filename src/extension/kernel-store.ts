import * as v from "valibot";
import type * as vscode from "vscode";
import { KernelAddress } from "../protocol/link.ts";

const name = "noisebook.kernels";
const Stored = v.record(v.string(), KernelAddress);

/** Where this workspace's kernels are, by notebook: by it a reloaded window finds them again. */
export class KernelStore {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  of(notebook: vscode.NotebookDocument): KernelAddress | null {
    return this.#all()[notebook.uri.toString()] ?? null;
  }

  async set(notebook: vscode.NotebookDocument, address: KernelAddress | null): Promise<void> {
    const uri = notebook.uri.toString();
    const others = Object.entries(this.#all()).filter(([other]) => other !== uri);
    await this.#memento.update(name, Object.fromEntries(address ? [...others, [uri, address]] : others));
  }

  #all(): Record<string, KernelAddress | undefined> {
    const stored = v.safeParse(Stored, this.#memento.get(name));
    return stored.success ? stored.output : {};
  }
}
