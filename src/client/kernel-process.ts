import type { ChildProcess } from "node:child_process";
import {
  header,
  newId,
  type CellPlace,
  type ExecuteReply,
  type FromKernel,
  type Replies,
  type Requests,
  type ToKernel,
} from "../protocol/index.ts";
import type { KernelAddress, PendingCell } from "../protocol/link.ts";
import { removeSocket } from "../protocol/node/socket-file.ts";
import { isCellOutput, type CellOutput } from "./cell-output.ts";
import { describeExit } from "./describe-exit.ts";
import { Following } from "./following.ts";
import { KernelDied } from "./kernel-died.ts";
import { KernelSocket } from "./kernel-socket.ts";
import { spawnKernel, type SpawnOptions } from "./spawn-kernel.ts";

export interface KernelListeners {
  /** Called with every message of the kernel, before anything is made of it. */
  onMessage?(message: FromKernel): void;
  /** Called with output that no running cell waits for; its parent header names the request it belongs to. */
  onStrayOutput(output: CellOutput): void;
  /** Called with text that did not pass through JavaScript: native libraries, child processes. */
  onRawText(text: string): void;
  /** Called once when the process has ended, however it ended. */
  onExit(reason: string): void;
}

export type KernelProcessOptions = SpawnOptions & KernelListeners;

/** A cell that runs in the kernel: its id, and the reply to wait for. */
export interface Execution {
  id: string;
  reply: Promise<ExecuteReply>;
}

/** What may be asked of a kernel beside cells. */
type Question = "noisebook_variables" | "noisebook_variable";

interface Asked {
  reply: (content: unknown) => void;
  fail: (error: Error) => void;
}

/** A running kernel. */
export class KernelProcess {
  readonly #listeners: KernelListeners;
  /** Null where another window has started it. */
  readonly #child: ChildProcess | null = null;
  readonly #session = newId();
  /** Cells that run. */
  readonly #pending = new Map<string, Following>();
  /** Questions without an answer yet. */
  readonly #asked = new Map<string, Asked>();
  /** Cells of an earlier window, until somebody follows them. */
  readonly #found = new Map<string, Following>();
  readonly #exited: Promise<void>;
  #resolveExited: () => void = () => undefined;
  #socket: KernelSocket | null = null;
  #unsent: ToKernel[] = [];
  #started: Promise<void>;
  #address: KernelAddress;
  #rawTail = "";
  #ended: string | null = null;

  constructor(options: KernelProcessOptions);
  constructor(options: KernelListeners, address: KernelAddress);
  constructor(options: KernelProcessOptions | KernelListeners, address?: KernelAddress) {
    this.#listeners = options;
    this.#exited = new Promise((resolve) => (this.#resolveExited = resolve));
    if (address) {
      this.#address = address;
      this.#started = Promise.resolve();
      return;
    }
    const { child, socket, key, listening } = spawnKernel(options as KernelProcessOptions); // as the overloads say
    this.#child = child;
    this.#address = { socket, key, pid: child.pid ?? 0 };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#rawTail = (this.#rawTail + text).slice(-4000);
        options.onRawText(text);
      });
    }
    child.on("error", (error) => this.#end(`could not be started: ${error.message}`));
    // "close" comes after "exit" and after the last of the text that explains it.
    child.on("close", (code, signal) => this.#end(describeExit(code, signal, this.#rawTail)));
    this.#started = listening.then(() => this.#connect()).then(() => undefined);
    this.#started.catch(() => undefined); // it ended meanwhile, which "close" tells
  }

  /** Finds again a kernel that another window has started, with the cells it still runs; null where it is gone. */
  static async attach(
    address: KernelAddress,
    listeners: KernelListeners,
  ): Promise<{ kernel: KernelProcess; pending: PendingCell[] } | null> {
    const kernel = new KernelProcess(listeners, address);
    try {
      return { kernel, pending: await kernel.#connect() };
    } catch {
      return null;
    }
  }

  /** Resolves when the kernel can run cells; rejects with KernelDied when it ends before that. */
  async ready(): Promise<void> {
    await Promise.race([this.#started, this.#exited]);
    if (this.#ended !== null) throw new KernelDied(this.#ended);
  }

  get alive(): boolean {
    return this.#ended === null;
  }

  get pid(): number {
    return this.#address.pid;
  }

  /** By which `attach` finds it. Whoever has this may run code as its owner. */
  get address(): KernelAddress {
    return this.#address;
  }

  /** Runs a cell and resolves with the kernel's reply when it has ended. Rejects with KernelDied. */
  execute(code: string, cell: CellPlace, onOutput: (output: CellOutput) => void): Promise<ExecuteReply> {
    return this.start(code, cell, onOutput).reply;
  }

  /** `execute`, with the id that output which comes after the cell's end names as its parent. */
  start(
    code: string,
    cell: CellPlace,
    onOutput: (output: CellOutput) => void,
    allow_stdin = false,
  ): Execution {
    const content = { code, silent: false, store_history: true, allow_stdin, stop_on_error: true };
    const message = this.#request("execute_request", content, { cell });
    const id = message.header.msg_id;
    const following = this.#expect(id);
    following.listen(onOutput);
    this.send(message);
    return { id, reply: following.reply };
  }

  /** Goes on with a cell that `attach` has told of. It gets all that the cell has put out from its beginning. */
  follow(id: string, onOutput: (output: CellOutput) => void): Execution {
    const found = this.#found.get(id) ?? this.#expect(id);
    this.#found.delete(id);
    found.listen(onOutput);
    return { id, reply: found.reply };
  }

  /** Asks what is no cell, and resolves with the reply's content. Rejects with KernelDied, and where it was refused. */
  ask<Type extends Question>(
    type: Type,
    content: Requests[`${Type}_request`],
  ): Promise<Replies[`${Type}_reply`]> {
    const message = this.#request(`${type}_request`, content, {});
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(new KernelDied(this.#ended));
        return;
      }
      this.#asked.set(message.header.msg_id, {
        reply: (reply) => resolve(reply as Replies[`${Type}_reply`]),
        fail: reject,
      });
      this.send(message);
    });
  }

  /** Passes a viewer's request to the runtime's end of a stream. */
  request(comm_id: string, data: unknown): void {
    this.send(this.#request("comm_msg", { comm_id, data }, {}));
  }

  /** Answers an `input_request`; with null where the person gave no answer. */
  answer(value: string | null): void {
    this.send(this.#request("input_reply", { value }, {}));
  }

  /** Ends the running cell, also one that blocks; names keep their values. */
  interrupt(): void {
    this.send(this.#request("interrupt_request", {}, {}));
  }

  /** Passes on a message as it is, of a front that speaks Jupyter's protocol itself. */
  send(message: ToKernel): void {
    if (this.#ended !== null) return;
    if (this.#socket) this.#socket.send(message);
    else this.#unsent.push(message);
  }

  /** Lets go of the kernel without ending it: it waits for another front as long as it lingers. */
  detach(): void {
    this.#ended = "was left to another window.";
    this.#child?.unref();
    this.#socket?.close();
  }

  /** Ends the process, whatever it is doing. Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#ended !== null) return;
    if (this.#child) this.#child.kill("SIGKILL");
    else if (this.#socket) kill(this.#address.pid);
    await this.#exited;
  }

  #expect(id: string): Following {
    const following = new Following();
    if (this.#ended === null) this.#pending.set(id, following);
    else following.fail(new KernelDied(this.#ended));
    return following;
  }

  async #connect(): Promise<PendingCell[]> {
    const { socket, key } = this.#address;
    let pending: PendingCell[] = [];
    this.#socket = await KernelSocket.connect(socket, key, {
      onWelcome: (welcome) => {
        this.#address = { socket, key, pid: welcome.pid };
        pending = welcome.pending;
        for (const { msg_id } of pending) this.#found.set(msg_id, this.#expect(msg_id));
      },
      onMessage: (message) => this.#receive(message),
      onClose: () => {
        // A child's own end says more.
        if (!this.#child) this.#end("has ended. How is not known, since an earlier window started it.");
      },
    });
    for (const message of this.#unsent.splice(0)) this.#socket.send(message);
    return pending;
  }

  #request<Type extends keyof Requests>(
    type: Type,
    content: Requests[Type],
    metadata: Record<string, unknown>,
  ): ToKernel {
    // The type parameter ties the type to its content, which a union of messages cannot express.
    return {
      channel: "shell",
      header: header(type, this.#session),
      parent_header: null,
      metadata,
      content,
    } as unknown as ToKernel;
  }

  #receive(message: FromKernel): void {
    this.#listeners.onMessage?.(message);
    const id = message.parent_header?.msg_id ?? "";
    const pending = this.#pending.get(id);
    const { msg_type } = message.header;
    const asked = this.#asked.get(id);
    if (asked && msg_type.endsWith("_reply")) {
      this.#asked.delete(id);
      const content = message.content as { status: string; evalue?: string }; // as every reply's is
      if (content.status === "ok") asked.reply(content);
      else asked.fail(new Error(content.evalue ?? "the kernel refused"));
    } else if (msg_type === "execute_reply") {
      pending?.replied(message.content as ExecuteReply);
    } else if (msg_type === "status") {
      // "idle" closes a cell: everything it published has come before it.
      if ((message.content as { execution_state: string }).execution_state !== "idle") return;
      if (pending?.idle()) this.#pending.delete(id);
    } else if (isCellOutput(message)) {
      if (pending) pending.output(message);
      else this.#listeners.onStrayOutput(message);
    }
  }

  #end(reason: string): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    removeSocket(this.#address.socket);
    for (const following of this.#pending.values()) following.fail(new KernelDied(reason));
    this.#pending.clear();
    for (const asked of this.#asked.values()) asked.fail(new KernelDied(reason));
    this.#asked.clear();
    this.#resolveExited();
    this.#listeners.onExit(reason);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it ended by itself
  }
}
