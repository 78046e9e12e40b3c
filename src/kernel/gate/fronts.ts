import { timingSafeEqual } from "node:crypto";
import net, { type Server, type Socket } from "node:net";
import * as v from "valibot";
import { encodeFrame, FrameReader } from "../../protocol/node/frames.ts";
import { Hello, type Welcome } from "../../protocol/link.ts";

export interface FrontsOptions {
  key: string;
  welcome(): Welcome;
  onFrame(frame: unknown): void;
  /** The front has gone and no other has taken its place. */
  onAlone(): void;
  /** A front is there (again). */
  onFront(): void;
  /** What it must be told first. */
  untold(): Buffer[];
}

/**
 * The fronts at the door: one at a time, let in by the key. A new one takes the place of the old, which is how a
 * reloaded window finds its kernel.
 */
export class Fronts {
  readonly #options: FrontsOptions;
  readonly #server: Server;
  #front: Socket | null = null;

  constructor(options: FrontsOptions) {
    this.#options = options;
    this.#server = net.createServer((socket) => this.#greet(socket));
  }

  listen(path: string, ready: () => void): void {
    this.#server.listen(path, ready);
  }

  /** Whether somebody is there who hears. */
  get present(): boolean {
    return this.#front !== null;
  }

  send(frame: Buffer): void {
    this.#front?.write(frame);
  }

  /** Calls back when all that was sent is written, or nobody is there to write to. */
  drain(done: () => void): void {
    if (!this.#front) done();
    else this.#front.write("", () => done());
  }

  #greet(socket: Socket): void {
    const reader = new FrameReader();
    socket.on("data", (chunk) => {
      try {
        for (const frame of reader.push(chunk)) {
          if (socket === this.#front) this.#options.onFrame(frame);
          else this.#admit(socket, frame);
        }
      } catch {
        socket.destroy(); // what it speaks is not our language
      }
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#left(socket));
  }

  #admit(socket: Socket, frame: unknown): void {
    const hello = v.safeParse(Hello, frame);
    if (!hello.success || !sameKey(hello.output.key, this.#options.key)) {
      socket.destroy();
      return;
    }
    const old = this.#front;
    this.#front = socket;
    old?.end();
    this.#options.onFront();
    socket.write(encodeFrame(this.#options.welcome()));
    for (const frame of this.#options.untold()) socket.write(frame);
  }

  #left(socket: Socket): void {
    if (socket !== this.#front) return;
    this.#front = null;
    this.#options.onAlone();
  }
}

function sameKey(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}
