import * as vscode from "vscode";
import type { CellOutput, KernelProcess } from "../client/index.ts";
import { tensorMime, type Published, type RendererEvent } from "../protocol/index.ts";

interface LiveStream {
  kernel: KernelProcess;
  notebook: vscode.NotebookDocument;
  chunks: unknown[];
  /** About how much memory the chunks take, in bytes. */
  size: number;
  open: boolean;
  /** Whether it carries answers: these are for who has asked, and are not kept. */
  answers: boolean;
}

/** Streams that are kept after their end, by their number and by what they take together in bytes. The last one stays. */
const mostClosed = { streams: 24, size: 256 * 2 ** 20 };

/**
 * What running cells send to their viewers. Chunks are kept, also past a stream's end: VS Code draws an output only
 * once its cell is scrolled into view, and the output itself holds no more than what is worth saving.
 */
export class LiveStreams implements vscode.Disposable {
  readonly #streams = new Map<string, LiveStream>();
  readonly #events = new vscode.EventEmitter<RendererEvent>();
  readonly onEvent = this.#events.event;
  readonly #closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#forget(notebook));

  /** Whether it ends with its run: a tensor is asked about as long as its kernel lives. */
  open(
    { comm_id, target_name }: Published["comm_open"],
    kernel: KernelProcess,
    notebook: vscode.NotebookDocument,
  ): boolean {
    const answers = target_name === tensorMime;
    this.#streams.set(comm_id, { kernel, notebook, chunks: [], size: 0, open: true, answers });
    return !answers;
  }

  append(id: string, chunk: unknown): void {
    const stream = this.#streams.get(id);
    if (stream && !stream.answers) {
      stream.chunks.push(chunk);
      stream.size += sizeOf(chunk);
    }
    this.#events.fire({ type: "chunk", stream: id, chunk });
  }

  close(id: string): void {
    const stream = this.#streams.get(id);
    if (!stream?.open) return;
    stream.open = false;
    this.#events.fire({ type: "closed", stream: id, known: true });
    // A map keeps the order of insertion: the oldest go.
    const closed = [...this.#streams].filter(([, { open }]) => !open);
    let size = closed.reduce((sum, [, each]) => sum + each.size, 0);
    for (let count = closed.length; count > 1; count--) {
      if (count <= mostClosed.streams && size <= mostClosed.size) break;
      const [name, { size: freed }] = closed[closed.length - count];
      this.#streams.delete(name);
      size -= freed;
    }
  }

  /** What no cell takes: streams of values that a panel shows. Whether it was one. */
  stray({ header, content }: CellOutput, kernel: KernelProcess, notebook: vscode.NotebookDocument): boolean {
    switch (header.msg_type) {
      case "comm_open":
        this.open(content as Published["comm_open"], kernel, notebook);
        return true;
      case "comm_msg": {
        const { comm_id, data } = content as Published["comm_msg"];
        this.append(comm_id, data);
        return true;
      }
      case "comm_close":
        this.close((content as Published["comm_close"]).comm_id);
        return true;
      default:
        return false;
    }
  }

  /** All that the stream has told so far, for a viewer that comes late. */
  replay(id: string): RendererEvent {
    const stream = this.#streams.get(id);
    if (!stream) return { type: "closed", stream: id, known: false };
    return { type: "replay", stream: id, chunks: stream.chunks, open: stream.open };
  }

  request(id: string, request: unknown): void {
    const stream = this.#streams.get(id);
    if (!stream?.open) return;
    // Nobody else says so where the stream outlives its cell.
    if (!stream.kernel.alive) this.close(id);
    else stream.kernel.request(id, request);
  }

  /** The notebook whose cell the stream comes from, while it runs. */
  runningNotebookOf(id: string): vscode.NotebookDocument | null {
    const stream = this.#streams.get(id);
    return stream?.open ? stream.notebook : null;
  }

  #forget(closed: vscode.NotebookDocument): void {
    for (const [id, { notebook }] of this.#streams) if (notebook === closed) this.#streams.delete(id);
  }

  dispose(): void {
    this.#closing.dispose();
    this.#events.dispose();
  }
}

/** About what a value out of JSON takes in memory: long texts are nearly all of it. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 16);
}
