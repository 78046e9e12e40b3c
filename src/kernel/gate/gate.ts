import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { FromKernel, ToKernel } from "../../protocol/index.ts";
import { slots, type FromGate, type GateData, type ToGate } from "./shared.ts";
import { Termination } from "./termination.ts";

export interface GateOptions {
  socket: string;
  key: string;
  linger: number;
  onMessage: (message: ToKernel) => void;
  /** Runs on this thread once it is free. */
  onInterrupt: () => void;
}

/**
 * The kernel's door: a worker thread holds the socket, so that messages leave and interrupts arrive while a cell
 * blocks this thread.
 */
export class Gate {
  readonly #worker: Worker;
  readonly #state = new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length));
  readonly #onInterrupt: () => void;
  readonly termination = new Termination(this.#state, () => this.terminate());
  readonly #answers: MessagePort;
  /** The number of the latest interrupt that was heard of. */
  #asked = 0;
  readonly #waiting: ((answer: string | null) => void)[] = [];

  constructor({ socket, key, linger, onMessage, onInterrupt }: GateOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#onInterrupt = onInterrupt;
    this.#answers = port1;
    port1.on("message", (answer: string | null) => this.#waiting.shift()?.(answer));
    const workerData: GateData = { state: this.#state.buffer, answers: port2, socket, key, linger };
    this.#worker = new Worker(new URL("./gate.mjs", import.meta.url), { workerData, transferList: [port2] });
    this.#worker.on("message", (message: FromGate) => {
      if ("message" in message) onMessage(message.message);
      else if ("interrupt" in message) this.#interrupted(message.interrupt);
      else this.termination.came();
    });
    // Without its door nothing can reach this process any more.
    this.#worker.on("error", (error) => {
      console.error(error);
      process.exit(70);
    });
  }

  send(message: FromKernel): void {
    this.#post({ send: message });
  }

  /** The next answer to an `input_request`, waited for without giving up this thread. */
  waitForAnswer(): string | null {
    for (;;) {
      const seen = Atomics.load(this.#state, slots.answered);
      const received = receiveMessageOnPort(this.#answers);
      if (!received) {
        Atomics.wait(this.#state, slots.answered, seen);
        continue;
      }
      // Who asked first is answered first.
      const answer = received.message as string | null; // the gate's thread posts nothing else there
      const earlier = this.#waiting.shift();
      if (!earlier) return answer;
      earlier(answer);
    }
  }

  /** The next answer to an `input_request`. */
  answer(): Promise<string | null> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Forgets who waits for an answer: their cell has ended. */
  forgetQuestions(): void {
    this.#waiting.length = 0;
    while (receiveMessageOnPort(this.#answers)) continue;
  }

  /** Ends the script that calls this, where it stands: no `finally` of it runs. */
  terminate(): void {
    this.#post({ terminate: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }

  /** Waits until what was sent is on its way, for a process that is about to end. */
  drain(milliseconds: number): void {
    Atomics.store(this.#state, slots.drained, 0);
    this.#post({ drain: true });
    Atomics.wait(this.#state, slots.drained, 0, milliseconds);
  }

  /**
   * Whether an interrupt waits that a cell keeps the messages of from coming; the first time, it is heard of here.
   * Cheap: for the pauses between operations.
   */
  listen(): boolean {
    const id = Atomics.load(this.#state, slots.unheard);
    if (id <= Atomics.load(this.#state, slots.handled)) return false;
    // Once: a cell that goes on all the same must be found to hear nothing.
    if (id > this.#asked) this.#interrupted(id);
    return true;
  }

  #interrupted(id: number): void {
    if (Atomics.load(this.#state, slots.handled) >= id) return;
    this.#asked = id;
    this.#onInterrupt();
    // Last, so that a handler which was cut short does not count.
    Atomics.add(this.#state, slots.heard, 1);
  }

  /** The cell that interrupts were for has ended, or there was none: they are not told again. */
  interruptsHandled(): void {
    Atomics.store(this.#state, slots.handled, this.#asked);
  }

  #post(message: ToGate): void {
    this.#worker.postMessage(message);
  }
}
