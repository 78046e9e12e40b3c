import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Dealer, Request, Subscriber } from "zeromq";
import { tree } from "../../../scripts/lib/process-tree.mjs";
import { Wire, type Received } from "../../../src/jupyter/wire.ts";
import { header } from "../../../src/protocol/index.ts";

type Content = Record<string, unknown>;
export type Asking = "shell" | "control" | "stdin";
const session = "test";
const key = "a key of the tests";
/** Milliseconds after which a message that does not come is a failure. */
const patience = 20_000;

/** Ports that are free now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port); // as a server that listens has one
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** A client of Jupyter's protocol that speaks ZeroMQ to a `noisebook jupyter` of its own. */
export class Client {
  readonly front: ChildProcess;
  readonly #folder: string;
  readonly #wire = new Wire(key);
  readonly #sockets: Record<Asking, Dealer>;
  readonly #iopub: Subscriber;
  readonly #beat: Request;
  readonly #arrived: (Received & { from: Asking | "iopub"; parent: string; topic: string })[] = [];
  /** Cells that are not over. */
  readonly #open = new Set<string>();
  #wake: () => void = () => undefined;

  private constructor(front: ChildProcess, folder: string, at: (name: string) => string) {
    this.front = front;
    this.#folder = folder;
    const dealer = (name: Asking): Dealer => {
      const socket = new Dealer({ routingId: session, linger: 0 });
      socket.connect(at(name));
      return socket;
    };
    this.#sockets = { shell: dealer("shell"), control: dealer("control"), stdin: dealer("stdin") };
    this.#iopub = new Subscriber({ linger: 0 });
    this.#iopub.connect(at("iopub"));
    this.#iopub.subscribe();
    this.#beat = new Request({ linger: 0, receiveTimeout: patience });
    this.#beat.connect(at("hb"));
    for (const name of ["shell", "control", "stdin"] as const) void this.#listen(name, this.#sockets[name]);
    void this.#listen("iopub", this.#iopub);
  }

  static async start({ env = {}, transport = "tcp" } = {}): Promise<Client> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
    const names = ["shell", "iopub", "stdin", "control", "hb"];
    const ports = await freePorts(names.length);
    const ip = transport === "ipc" ? path.join(folder, "socket") : "127.0.0.1";
    const file = path.join(folder, "connection.json");
    const portOf = Object.fromEntries(names.map((name, i) => [`${name}_port`, ports[i]]));
    await writeFile(
      file,
      JSON.stringify({ transport, ip, key, signature_scheme: "hmac-sha256", kernel_name: "x", ...portOf }),
    );
    const front = spawn(process.execPath, ["bin/noisebook.mjs", "jupyter", file], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, JPY_PARENT_PID: String(process.pid), ...env },
    });
    const address = transport === "ipc" ? `ipc://${ip}-` : `tcp://${ip}:`;
    return new Client(front, folder, (name) => `${address}${portOf[`${name}_port`]}`);
  }

  /** Sends a request and returns its id. */
  send(type: string, content: Content, from: Asking = "shell"): string {
    const message = { header: header(type, session), parent_header: null, metadata: {}, content };
    void this.#sockets[from].send(this.#wire.encode([], message));
    return message.header.msg_id;
  }

  sendFrames(frames: (string | Uint8Array)[]): void {
    void this.#sockets.shell.send(frames);
  }

  /** Frames as `send` would send them. */
  frames(type: string, content: Content): Uint8Array[] {
    return this.#wire.encode([], {
      header: header(type, session),
      parent_header: null,
      metadata: {},
      content,
    });
  }

  execute(code: string, more: Content = {}): string {
    const id = this.send("execute_request", {
      ...{ code, silent: false, store_history: true, user_expressions: {} },
      ...{ allow_stdin: false, stop_on_error: true },
      ...more,
    });
    this.#open.add(id);
    return id;
  }

  /** The first message of this type, with this parent where one is given; taken out of what has arrived. */
  async next(from: Asking | "iopub", type: string, parent?: string): Promise<Content> {
    const end = Date.now() + patience;
    for (;;) {
      const at = this.#arrived.findIndex(
        (m) => m.from === from && m.header.msg_type === type && (parent === undefined || m.parent === parent),
      );
      if (at >= 0) return this.#arrived.splice(at, 1)[0].content;
      const left = end - Date.now();
      if (left <= 0) assert.fail(`no ${type} on ${from}; there is ${this.seen().join(", ")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Resolves when the request is over. */
  async idle(parent: string): Promise<void> {
    while ((await this.next("iopub", "status", parent)).execution_state !== "idle");
    this.#open.delete(parent);
  }

  /** Runs a cell to its end and returns the reply and what it printed. */
  async run(code: string): Promise<{ reply: Content; text: string }> {
    const id = this.execute(code);
    const reply = await this.next("shell", "execute_reply", id);
    await this.idle(id);
    const streams = this.#arrived.filter((m) => m.parent === id && m.header.msg_type === "stream");
    return { reply, text: streams.map(({ content }) => String(content.text)).join("") };
  }

  /** What has arrived and was not taken: types on iopub under this request, else everywhere. */
  seen(parent?: string): string[] {
    return this.#arrived
      .filter((m) => parent === undefined || (m.from === "iopub" && m.parent === parent))
      .map(({ header, content }) => {
        const state = content.execution_state;
        return typeof state === "string" ? `${header.msg_type} ${state}` : header.msg_type;
      });
  }

  /** One beat of the heart; resolves with the echo. */
  async beat(text: string): Promise<string> {
    await this.#beat.send(text);
    return (await this.#beat.receive()).toString();
  }

  /** Whether the front lives and every cell has been waited for. */
  free(): boolean {
    return this.front.exitCode === null && this.front.signalCode === null && this.#open.size === 0;
  }

  /** The front's process and what it has started. */
  processes(): number[] {
    return tree(this.front.pid ?? 0).map(({ pid }) => pid);
  }

  /** Resolves with the exit code when the front has ended. */
  async ended(): Promise<number | null> {
    if (this.front.exitCode === null && this.front.signalCode === null) await once(this.front, "exit");
    return this.front.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.front.kill("SIGTERM");
    await this.ended();
    for (const socket of [...Object.values(this.#sockets), this.#iopub, this.#beat]) socket.close();
    await rm(this.#folder, { recursive: true });
  }

  async #listen(from: Asking | "iopub", socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const received = this.#wire.decode(frames);
      assert.ok(received, "a message whose signature is wrong");
      const at = received.identities.length + 3; // delimiter, signature, header
      const parent = JSON.parse(frames[at].toString()) as { msg_id?: string };
      const topic = received.identities[0]?.toString() ?? "";
      this.#arrived.push({ ...received, from, parent: parent.msg_id ?? "", topic });
      this.#wake();
    }
  }
}
