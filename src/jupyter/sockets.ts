import { Reply, Router, XPublisher } from "zeromq";
import { address, ConnectionProblem, type Connection } from "./connection.ts";
import { Outbox } from "./outbox.ts";

/** The sockets on which clients ask and are asked. */
export type Channel = "shell" | "control" | "stdin";
const channels = ["shell", "control", "stdin"] as const;

export interface SocketListeners {
  onMessage(channel: Channel, frames: Buffer[]): void;
  /** A client listens on iopub from now on, to messages whose topic begins with these bytes. */
  onSubscription(topic: Buffer): void;
}

/** Milliseconds for which what has been sent may still be on its way when the process ends. */
const linger = 1000;

/** The five sockets of a kernel. The heartbeat answers by itself. */
export class Sockets {
  readonly #routers: Record<Channel, Router>;
  readonly #iopub: XPublisher;
  readonly #heartbeat = new Reply({ linger: 0 });
  readonly #outboxes: Record<Channel | "iopub", Outbox>;

  constructor() {
    const router = () => new Router({ linger });
    this.#routers = { shell: router(), control: router(), stdin: router() };
    // Without a limit: with ZeroMQ's own, of a thousand messages, a burst of output would lose its end.
    this.#iopub = new XPublisher({ linger, sendHighWaterMark: 0, verbosity: "allSubs" });
    this.#outboxes = {
      shell: new Outbox(this.#routers.shell),
      control: new Outbox(this.#routers.control),
      stdin: new Outbox(this.#routers.stdin),
      iopub: new Outbox(this.#iopub),
    };
  }

  /** Listens at the connection's addresses. Throws ConnectionProblem where one of them is taken. */
  async bind(connection: Connection, listeners: SocketListeners): Promise<void> {
    const { shell, control, stdin } = this.#routers;
    const places = [
      [shell, connection.shell_port],
      [control, connection.control_port],
      [stdin, connection.stdin_port],
      [this.#iopub, connection.iopub_port],
      [this.#heartbeat, connection.hb_port],
    ] as const;
    await Promise.all(places.map(([socket, port]) => bind(socket, address(connection, port))));
    for (const channel of channels) void this.#receive(channel, listeners);
    void this.#subscriptions(listeners);
    void this.#beat();
  }

  send(channel: Channel | "iopub", frames: Uint8Array[]): void {
    this.#outboxes[channel].send(frames);
  }

  /** Closes the sockets once everything is sent. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#outboxes).map((outbox) => outbox.drained()));
    for (const socket of [...Object.values(this.#routers), this.#iopub, this.#heartbeat]) socket.close();
  }

  async #receive(channel: Channel, listeners: SocketListeners): Promise<void> {
    for await (const frames of this.#routers[channel]) listeners.onMessage(channel, frames);
  }

  async #subscriptions(listeners: SocketListeners): Promise<void> {
    for await (const [frame] of this.#iopub) if (frame[0] === 1) listeners.onSubscription(frame.subarray(1));
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }
}

async function bind(socket: Router | XPublisher | Reply, at: string): Promise<void> {
  socket.ipv6 = at.startsWith("tcp://[");
  await socket.bind(at).catch((error: unknown) => {
    throw new ConnectionProblem(`Cannot listen at ${at}: ${(error as Error).message}.`);
  });
}
