import type * as vscode from "vscode";

const key = "noisebook.pins";

/** The names that a person has pinned, by notebook; kept with the workspace. */
export class Pins {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  of(notebook: string): Set<string> {
    return new Set(this.#all()[notebook]);
  }

  async set(notebook: string, name: string, pinned: boolean): Promise<void> {
    const names = this.of(notebook);
    if (pinned) names.add(name);
    else names.delete(name);
    await this.#memory.update(key, { ...this.#all(), [notebook]: [...names] });
  }

  #all(): Record<string, string[] | undefined> {
    return this.#memory.get<Record<string, string[]>>(key, {});
  }
}
