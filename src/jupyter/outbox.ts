import type { Writable } from "zeromq";

/** Sends one message after the other: a ZeroMQ socket takes the next only when it has taken the one before. */
export class Outbox {
  readonly #socket: Writable;
  #sent: Promise<void> = Promise.resolve();

  constructor(socket: Writable) {
    this.#socket = socket;
  }

  send(frames: Uint8Array[]): void {
    this.#sent = this.#sent
      .then(() => this.#socket.send(frames as Buffer[]))
      .catch((error: unknown) => console.error(`A message could not be sent: ${String(error)}`));
  }

  /** Resolves when the socket has taken everything. */
  async drained(): Promise<void> {
    await this.#sent;
  }
}
