import * as v from "valibot";
import * as vscode from "vscode";
import { outputPage, readAssets } from "../page/index.ts";
import { RendererRequest, type RendererEvent } from "../protocol/index.ts";
import type { NotebookController } from "./controller.ts";
import { saveBytes } from "./save-bytes.ts";
import type { LiveStreams } from "./streams.ts";

/** Where a request of a viewer comes from: a notebook editor or a panel. */
export interface Receiver {
  readonly notebook: vscode.NotebookDocument;
  /** The cell to run again for what this stream shows. */
  cellOf(stream: string): vscode.NotebookCell | null;
  post(event: RendererEvent): void;
  /** Shows the output of this payload in a panel; one that is in a panel has nowhere to go. */
  openPanel?(digest: string): void;
}

/** Answers what viewers ask, wherever they are shown. */
export class RendererRequests {
  readonly #streams: LiveStreams;
  readonly #controller: NotebookController;
  readonly #extension: vscode.Uri;

  constructor(streams: LiveStreams, controller: NotebookController, extension: vscode.Uri) {
    this.#extension = extension;
    this.#streams = streams;
    this.#controller = controller;
  }

  /** A webview's messages are the only ones that reach us from outside our own code. */
  receive(message: unknown, from: Receiver): void {
    const request = v.safeParse(RendererRequest, message);
    if (request.success) void this.#answer(request.output, from);
  }

  async #answer(request: RendererRequest, from: Receiver): Promise<void> {
    switch (request.type) {
      case "subscribe":
        from.post(this.#streams.replay(request.stream));
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
        const cell = from.cellOf(request.stream);
        if (cell) await this.#controller.runCell(cell);
        break;
      }
      case "save":
        await saveBytes(from.notebook, request.name, () => Buffer.from(request.data, "base64"));
        break;
      case "page":
        await saveBytes(from.notebook, request.name, async () => {
          const assets = await readAssets(vscode.Uri.joinPath(this.#extension, "dist", "export").fsPath);
          return Buffer.from(outputPage(request, assets));
        });
        break;
      case "open-panel":
        from.openPanel?.(request.digest);
        break;
    }
  }
}
