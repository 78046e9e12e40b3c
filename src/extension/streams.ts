import * as vscode from "vscode";
import type { KernelProcess } from "../client/index.ts";

interface LiveStream {
  kernel: KernelProcess;
  notebook: vscode.NotebookDocument;
  chunks: unknown[];
}

export type StreamEvent =
  { type: "chunk"; stream: string; chunk: unknown } | { type: "closed"; stream: string };

/**
 * What running cells send to their viewers. The chunks of an open stream are kept, since a viewer may come late: it
 * is made anew when the person scrolls back, opens a second editor, or reloads the webview.
 */
export class LiveStreams {
  readonly #live = new Map<string, LiveStream>();
  readonly #events = new vscode.EventEmitter<StreamEvent>();
  readonly onEvent = this.#events.event;

  open(id: string, kernel: KernelProcess, notebook: vscode.NotebookDocument): void {
    this.#live.set(id, { kernel, notebook, chunks: [] });
  }

  append(id: string, chunk: unknown): void {
    this.#live.get(id)?.chunks.push(chunk);
    this.#events.fire({ type: "chunk", stream: id, chunk });
  }

  close(id: string): void {
    this.#live.delete(id);
    this.#events.fire({ type: "closed", stream: id });
  }

  /** What the stream has carried so far, or null where it has ended or was never ours. */
  soFar(id: string): readonly unknown[] | null {
    return this.#live.get(id)?.chunks ?? null;
  }

  request(id: string, request: unknown): void {
    this.#live.get(id)?.kernel.request(id, request);
  }

  notebookOf(id: string): vscode.NotebookDocument | null {
    return this.#live.get(id)?.notebook ?? null;
  }
}
