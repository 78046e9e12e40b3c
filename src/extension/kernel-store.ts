import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import type * as vscode from "vscode";
import { KernelAddress } from "../protocol/link.ts";

const Stored = v.record(v.string(), KernelAddress);

/**
 * Where this workspace's kernels are, by notebook: by it a reloaded window finds them again. A file beside the
 * kernels, which only their owner may read: VS Code's own memory may be a browser's, on another machine.
 */
export class KernelStore {
  readonly #file: string;

  constructor({ storageUri, globalStorageUri }: vscode.ExtensionContext) {
    this.#file = path.join((storageUri ?? globalStorageUri).fsPath, "kernels.json");
  }

  of(notebook: vscode.NotebookDocument): KernelAddress | null {
    return this.#all()[notebook.uri.toString()] ?? null;
  }

  set(notebook: vscode.NotebookDocument, address: KernelAddress | null): void {
    const uri = notebook.uri.toString();
    const others = Object.entries(this.#all()).filter(([other]) => other !== uri);
    const all = Object.fromEntries(address ? [...others, [uri, address]] : others);
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(all), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  #all(): Record<string, KernelAddress | undefined> {
    try {
      return v.parse(Stored, JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return {}; // there is none yet, or one that was not written to its end
    }
  }
}
