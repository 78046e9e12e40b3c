import * as vscode from "vscode";
import type { RendererEvent } from "../protocol/index.ts";
import { findCellOfStream } from "./find-cell.ts";
import type { Panels } from "./panel/index.ts";
import type { RendererRequests } from "./renderer-requests.ts";
import type { LiveStreams } from "./streams.ts";

/** Takes what viewers in notebooks ask, and hands them what their streams carry. */
export class RendererMessages implements vscode.Disposable {
  readonly #messaging = vscode.notebooks.createRendererMessaging("noisebook-viewers");
  readonly #requests: RendererRequests;
  readonly #panels: Panels;
  readonly #subscriptions: vscode.Disposable[];

  constructor(streams: LiveStreams, requests: RendererRequests, panels: Panels) {
    this.#requests = requests;
    this.#panels = panels;
    this.#subscriptions = [
      this.#messaging.onDidReceiveMessage(({ editor, message }) => this.#receive(editor, message)),
      streams.onEvent((event) => this.#post(event)),
    ];
  }

  #receive(editor: vscode.NotebookEditor, message: unknown): void {
    this.#requests.receive(message, {
      notebook: editor.notebook,
      cellOf: (stream) => findCellOfStream(editor.notebook, stream),
      post: (event) => this.#post(event, editor),
      openPanel: (digest) => this.#panels.openDigest(editor, digest),
    });
  }

  #post(event: RendererEvent, editor?: vscode.NotebookEditor): void {
    void this.#messaging.postMessage(event, editor);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
