import * as vscode from "vscode";

/** The output channel "Noisebook", and messages to the person. */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("Noisebook", { log: true });

  info(text: string): void {
    this.#channel.info(text);
  }

  error(text: string): void {
    this.#channel.error(text);
  }

  /** Text of native libraries and of cells that have ended, as it came. */
  raw(text: string): void {
    this.#channel.append(text);
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
