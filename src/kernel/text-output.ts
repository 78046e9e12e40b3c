export type StreamName = "stdout" | "stderr";

type Publish = (name: StreamName, text: string, parent: unknown) => void;

/**
 * Gathers what a cell prints and publishes it in few messages, in order. Whoever publishes anything else calls
 * `flush` first, so that text and pictures keep their order.
 */
export class TextOutput {
  readonly #publish: Publish;
  #pending: { name: StreamName; parent: unknown; parts: string[]; length: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #flushedAt = 0;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  write(name: StreamName, text: string, parent: unknown): void {
    if (!text) return;
    const pending = this.#pending;
    if (pending && (pending.name !== name || pending.parent !== parent)) this.flush();
    this.#pending ??= { name, parent, parts: [], length: 0 };
    this.#pending.parts.push(text);
    this.#pending.length += text.length;
    // A cell that blocks never lets the timer run, so look at the clock here as well.
    if (this.#pending.length > maxLength || performance.now() - this.#flushedAt > delay) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), delay);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    this.#flushedAt = performance.now();
    this.#publish(pending.name, pending.parts.join(""), pending.parent);
  }
}

const delay = 25; // ms: 40 messages a second are enough for an eye
const maxLength = 64 * 1024; // characters in one message
