import * as v from "valibot";
import * as vscode from "vscode";
import { outputPage, readAssets } from "../page/index.ts";
import { RendererRequest, type RendererEvent } from "../protocol/index.ts";
import type { NotebookController } from "./controller.ts";
import { findCellOfStream } from "./find-cell.ts";
import { saveBytes } from "./save-bytes.ts";
import type { LiveStreams } from "./streams.ts";

/** Answers what viewers in the webview ask, and hands them what their streams carry. */
export class RendererMessages implements vscode.Disposable {
  readonly #messaging = vscode.notebooks.createRendererMessaging("noisebook-viewers");
  readonly #streams: LiveStreams;
  readonly #controller: NotebookController;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: vscode.Disposable[];

  constructor(streams: LiveStreams, controller: NotebookController, extension: vscode.Uri) {
    this.#extension = extension;
    this.#streams = streams;
    this.#controller = controller;
    this.#subscriptions = [
      this.#messaging.onDidReceiveMessage(({ editor, message }) => this.#receive(editor, message)),
      streams.onEvent((event) => this.#post(event)),
    ];
  }

  #receive(editor: vscode.NotebookEditor, message: unknown): void {
    // A webview's messages are the only ones that reach us from outside our own code.
    const request = v.safeParse(RendererRequest, message);
    if (request.success) void this.#answer(editor, request.output);
  }

  async #answer(editor: vscode.NotebookEditor, request: RendererRequest): Promise<void> {
    switch (request.type) {
      case "subscribe":
        this.#post(this.#streams.replay(request.stream), editor);
        break;
      case "request":
        this.#streams.request(request.stream, request.request);
        break;
      case "interrupt": {
        const notebook = this.#streams.runningNotebookOf(request.stream);
        if (notebook) await this.#controller.interrupt(notebook);
        break;
      }
      case "rerun": {
        const cell = findCellOfStream(editor.notebook, request.stream);
        if (cell) await this.#controller.runCell(cell);
        break;
      }
      case "save":
        await saveBytes(editor.notebook, request.name, () => Buffer.from(request.data, "base64"));
        break;
      case "page":
        await saveBytes(editor.notebook, request.name, async () => {
          const assets = await readAssets(vscode.Uri.joinPath(this.#extension, "dist", "export").fsPath);
          return Buffer.from(outputPage(request, assets));
        });
        break;
    }
  }

  #post(event: RendererEvent, editor?: vscode.NotebookEditor): void {
    void this.#messaging.postMessage(event, editor);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
