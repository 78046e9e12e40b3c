import { fork, type ChildProcess } from "node:child_process";
import type { Writable } from "node:stream";
import {
  header,
  newId,
  type CellPlace,
  type ExecuteReply,
  type FromKernel,
  type Requests,
  type ToKernel,
} from "../protocol/index.ts";
import { describeExit } from "./describe-exit.ts";

/** What a cell puts out while it runs, and what reaches it after its end. */
export type CellOutput = Extract<
  FromKernel,
  {
    header: {
      msg_type:
        "stream" | "display_data" | "update_display_data" | "execute_result" | "error" | `comm_${string}`;
    };
  }
>;

export interface KernelProcessOptions {
  /** The Node that runs the kernel, and what its environment needs beyond ours. */
  node: string;
  env?: Record<string, string>;
  /** dist/kernel/main.mjs. */
  main: string;
  /** The notebook's folder: the cells' working directory. */
  folder: string;
  /** Called with every message of the kernel, before anything is made of it. */
  onMessage?(message: FromKernel): void;
  /** Called with output that no running cell waits for. */
  onStrayOutput(output: CellOutput): void;
  /** Called with text that did not pass through JavaScript: native libraries, child processes. */
  onRawText(text: string): void;
  /** Called once when the process has ended, however it ended. */
  onExit(reason: string): void;
}

/** The kernel ended while a cell ran. The message says how. */
export class KernelDied extends Error {
  override name = "KernelDied";
}

interface Pending {
  onOutput: (output: CellOutput) => void;
  reply: ExecuteReply | null;
  resolve: (reply: ExecuteReply) => void;
  reject: (error: Error) => void;
}

/** A running kernel. */
export class KernelProcess {
  readonly #child: ChildProcess;
  readonly #control: Writable;
  readonly #options: KernelProcessOptions;
  readonly #session = newId();
  readonly #pending = new Map<string, Pending>();
  readonly #started: Promise<void>;
  readonly #exited: Promise<void>;
  #resolveExited: () => void = () => undefined;
  #rawTail = "";
  #ended: string | null = null;

  constructor(options: KernelProcessOptions) {
    this.#options = options;
    this.#exited = new Promise((resolve) => (this.#resolveExited = resolve));
    this.#child = fork(options.main, [], {
      execPath: options.node,
      execArgv: [],
      cwd: options.folder,
      env: { ...process.env, ...options.env, NOISEBOOK_FOLDER: options.folder },
      // Structured clone instead of JSON, so that bytes stay bytes; file descriptor 4 carries interrupts.
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
    });
    this.#control = this.#child.stdio[4] as Writable; // "pipe" above makes it a duplex stream
    this.#control.on("error", () => undefined); // the exit event says what happened
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#rawTail = (this.#rawTail + text).slice(-4000);
        options.onRawText(text);
      });
    }
    this.#child.on("message", (message) => this.#receive(message as FromKernel)); // sent by our own kernel
    this.#child.on("error", (error) => this.#end(`could not be started: ${error.message}`));
    // "close" comes after "exit" and after the last of the text that explains it.
    this.#child.on("close", (code, signal) => this.#end(describeExit(code, signal, this.#rawTail)));
    this.#started = new Promise((resolve) => this.#child.once("message", () => resolve()));
  }

  /** Resolves when the kernel can run cells; rejects with KernelDied when it ends before that. */
  async ready(): Promise<void> {
    await Promise.race([this.#started, this.#exited]);
    if (this.#ended !== null) throw new KernelDied(this.#ended);
  }

  get alive(): boolean {
    return this.#ended === null;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Runs a cell and resolves with the kernel's reply when it has ended. Rejects with KernelDied. */
  execute(code: string, cell: CellPlace, onOutput: (output: CellOutput) => void): Promise<ExecuteReply> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(new KernelDied(this.#ended));
        return;
      }
      const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
      const id = this.#send("execute_request", content, { cell });
      this.#pending.set(id, { onOutput, reply: null, resolve, reject });
    });
  }

  /** Passes a viewer's request to the runtime's end of a stream. */
  request(comm_id: string, data: unknown): void {
    if (this.#ended === null) this.#send("comm_msg", { comm_id, data }, {});
  }

  /** Ends the running cell, also one that blocks; names keep their values. */
  interrupt(): void {
    this.#control.write("interrupt\n");
  }

  /** Ends the process, whatever it is doing. Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#ended !== null) return;
    this.#child.kill("SIGKILL");
    await this.#exited;
  }

  #send<Type extends keyof Requests>(
    type: Type,
    content: Requests[Type],
    metadata: Record<string, unknown>,
  ): string {
    const message = {
      channel: "shell",
      header: header(type, this.#session),
      parent_header: null,
      metadata,
      content,
    };
    this.#child.send(message);
    return message.header.msg_id;
  }

  /** Passes on a message as it is, of a front that speaks Jupyter's protocol itself. */
  send(message: ToKernel): void {
    if (this.#ended === null) this.#child.send(message);
  }

  #receive(message: FromKernel): void {
    this.#options.onMessage?.(message);
    const pending = this.#pending.get(message.parent_header?.msg_id ?? "");
    const { msg_type } = message.header;
    if (msg_type === "execute_reply") {
      if (pending) pending.reply = message.content as ExecuteReply;
    } else if (msg_type === "status") {
      // "idle" closes a cell: everything it published has come before it.
      if ((message.content as { execution_state: string }).execution_state !== "idle") return;
      if (!pending?.reply) return;
      this.#pending.delete(message.parent_header?.msg_id ?? "");
      pending.resolve(pending.reply);
    } else if (isCellOutput(message)) {
      if (pending) pending.onOutput(message);
      else this.#options.onStrayOutput(message);
    }
  }

  #end(reason: string): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    for (const { reject } of this.#pending.values()) reject(new KernelDied(reason));
    this.#pending.clear();
    this.#resolveExited();
    this.#options.onExit(reason);
  }
}

const outputTypes = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "comm_open",
  "comm_msg",
  "comm_close",
]);

const isCellOutput = (message: FromKernel): message is CellOutput => outputTypes.has(message.header.msg_type);
