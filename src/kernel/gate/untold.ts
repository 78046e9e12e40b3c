import type { FromKernel, ToKernel } from "../../protocol/index.ts";
import type { PendingCell } from "../../protocol/link.ts";

interface Entry {
  /** The request that the message belongs to. */
  id: string;
  type: FromKernel["header"]["msg_type"];
  display: string | undefined;
  frame: Buffer;
}

interface Cell {
  pending: PendingCell;
  ended: boolean;
}

/** Bytes that are kept; the oldest messages make room. */
const most = 64 * 1024 * 1024;

/** What a cell shows, and `clear_output` takes away. */
const shown = new Set(["stream", "display_data", "update_display_data", "execute_result", "error"]);

/**
 * What a front that takes another's place must be told. Of a cell that runs that is everything from its beginning: what
 * the front before it was shown, and had not yet saved, is gone with it. Of the rest it is what came while none was there.
 */
export class Untold {
  readonly #cells = new Map<string, Cell>();
  readonly #most: number;
  #entries: Entry[] = [];
  #bytes = 0;

  constructor(mostBytes = most) {
    this.#most = mostBytes;
  }

  get pending(): PendingCell[] {
    return [...this.#cells.values()].map(({ pending }) => pending);
  }

  asked({ header, metadata, content }: ToKernel): void {
    const { code } = content as { code?: unknown };
    const pending: PendingCell = {
      msg_id: header.msg_id,
      code: typeof code === "string" ? code : "",
      cell: metadata.cell,
      since: Date.now(),
      cut: false,
    };
    this.#cells.set(header.msg_id, { pending, ended: false });
  }

  /** The oldest question has its answer: it is not asked again. */
  answered(): void {
    const first = this.#entries.findIndex(({ type }) => type === "input_request");
    if (first >= 0) this.#drop((_, i) => i === first);
  }

  /** Takes note of a message that goes to the front, or would if one were there. */
  add(message: FromKernel, frame: Buffer, isHeard: boolean): void {
    const type = message.header.msg_type;
    const id = message.parent_header?.msg_id ?? "";
    const cell = this.#cells.get(id);
    if (isHeard && (!cell || type === "noisebook_memory")) return;
    const display = displayOf(message);
    if (type === "clear_output") this.#drop((entry) => entry.id === id && shown.has(entry.type));
    else if (type === "update_display_data")
      this.#drop((entry) => entry.type === type && entry.display === display);
    this.#entries.push({ id, type, display, frame });
    this.#bytes += frame.length;
    this.#makeRoom();
    if (!cell) return;
    if (type === "execute_reply") cell.ended = true;
    if (type === "status" && cell.ended && isHeard) this.#forget(id);
  }

  /** Everything, in its order, for a front that has come. */
  tell(): Buffer[] {
    const frames = this.#entries.map(({ frame }) => frame);
    for (const [id, { ended }] of this.#cells) if (ended) this.#cells.delete(id);
    this.#drop(({ id }) => !this.#cells.has(id));
    return frames;
  }

  #forget(id: string): void {
    this.#cells.delete(id);
    this.#drop((entry) => entry.id === id);
  }

  #makeRoom(): void {
    let many = 0;
    let bytes = this.#bytes;
    if (bytes <= this.#most) return;
    // More than is needed, so that it is not done for every message that follows.
    while (bytes > this.#most * 0.75 && many < this.#entries.length) {
      const { id, frame } = this.#entries[many++];
      bytes -= frame.length;
      const cell = this.#cells.get(id);
      if (cell) cell.pending.cut = true;
    }
    this.#drop((_, i) => i < many);
  }

  #drop(which: (entry: Entry, i: number) => boolean): void {
    this.#entries = this.#entries.filter((entry, i) => !which(entry, i));
    this.#bytes = this.#entries.reduce((sum, { frame }) => sum + frame.length, 0);
  }
}

function displayOf({ content }: FromKernel): string | undefined {
  return "transient" in content ? content.transient.display_id : undefined;
}
