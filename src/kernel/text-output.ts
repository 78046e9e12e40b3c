import { Tail } from "./tail.ts";

export type StreamName = "stdout" | "stderr";
export type Print = (name: StreamName, text: string) => void;

/** Characters that a cell prints as they come. */
const headLength = 2_000_000;
/** Characters of what follows that are kept, the newest. */
const tailLength = 250_000;
/** Characters that may still come once the cell has ended. */
const lateLength = 250_000;

/**
 * What one run prints, gathered into few messages, in order. Whoever publishes anything else under the run calls
 * `flush` first, so that text and pictures keep their order. A run that prints without end is cut: its head comes as
 * it is printed, its tail when it ends, and a line says how much is left out.
 */
export class TextOutput {
  readonly #print: Print;
  #pending: { name: StreamName; parts: string[]; length: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #flushedAt = 0;
  #left = headLength;
  #tail: Tail | null = null;
  #ended = false;

  constructor(print: Print) {
    this.#print = print;
  }

  write(name: StreamName, text: string): void {
    if (!text) return;
    if (this.#tail) this.#tail.write(name, text);
    else if (text.length > this.#left) this.#beginTail(name, text);
    else this.#gather(name, text);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    this.#flushedAt = performance.now();
    this.#print(pending.name, pending.parts.join(""));
  }

  /** What was shown is cleared: the run may print as much again. */
  clear(): void {
    this.flush();
    this.#left = headLength;
    this.#tail = null;
  }

  /** The cell has ended: its tail is printed. What it prints later still comes, up to a bound. */
  end(): void {
    this.flush();
    this.#tail?.print(this.#print);
    this.#tail = null;
    this.#ended = true;
    this.#left = lateLength;
  }

  #gather(name: StreamName, text: string): void {
    if (this.#pending && this.#pending.name !== name) this.flush();
    this.#pending ??= { name, parts: [], length: 0 };
    this.#pending.parts.push(text);
    this.#pending.length += text.length;
    this.#left -= text.length;
    // A cell that blocks never lets the timer run, so look at the clock here as well.
    if (this.#pending.length > maxLength || performance.now() - this.#flushedAt > delay) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), delay);
  }

  #beginTail(name: StreamName, text: string): void {
    // Whole lines, where there are any: what is cut in their midst is hard to read.
    const end = text.lastIndexOf("\n", this.#left - 1) + 1 || (text.length > maxLength ? this.#left : 0);
    this.#gather(name, text.slice(0, end));
    this.flush();
    const said = this.#ended
      ? "\n… A cell that has ended prints on: the rest is not shown. …\n"
      : "\n… The cell has printed 2 MB. From here on only the last 250 KB are kept; they follow when it ends. …\n";
    this.#print("stderr", said);
    this.#tail = new Tail(this.#ended ? 0 : tailLength);
    this.#tail.write(name, text.slice(end));
  }
}

const delay = 25; // ms: 40 messages a second are enough for an eye
const maxLength = 64 * 1024; // characters in one message
