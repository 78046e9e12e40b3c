import {
  header,
  newId,
  type FromKernel,
  type Header,
  type Message,
  type Replies,
  type ToKernel,
} from "../protocol/index.ts";
import { asError, asNotice } from "./death.ts";
import type { Keeper } from "./keeper.ts";
import { isForKernel, replyType, type Request } from "./requests.ts";
import type { Channel } from "./sockets.ts";
import type { Parts, Received } from "./wire.ts";

export interface FrontOptions {
  kernel: Pick<Keeper, "send" | "interrupt" | "stop">;
  send(channel: Channel, identities: Uint8Array[], message: Parts): void;
  publish(topic: Uint8Array, message: Parts): void;
  /** Everything is said; ends the process. */
  end(): void;
}

/**
 * Stands between Jupyter's clients and the kernel process. It passes messages on in both directions, answers what a
 * kernel that blocks or has died cannot answer, and says how a kernel has died. Whoever answers a request also says
 * busy and idle for it.
 */
export class Front {
  readonly #options: FrontOptions;
  readonly #session = newId();
  readonly #requests = new Map<string, Request>();
  #info: Replies["kernel_info_reply"] | null = null;
  /** A death that no cell was there to be told of. */
  #untold: string | null = null;

  constructor(options: FrontOptions) {
    this.#options = options;
    // Asked before anyone else does, to know the answer while a cell blocks.
    options.kernel.send(this.#toKernel("shell", header("kernel_info_request", this.#session), {}, {}));
  }

  onRequest(channel: Channel, received: Received): void {
    const { identities, header, metadata, content, buffers } = received;
    const request: Request = { channel, identities, header, busy: false, replied: false };
    const { msg_type } = header;
    if (channel === "stdin") {
      if (msg_type === "input_reply") this.#forward(channel, received);
    } else if (msg_type === "interrupt_request") {
      this.#options.kernel.interrupt();
      this.#answer(request, "interrupt_reply", { status: "ok" });
    } else if (msg_type === "shutdown_request") {
      void this.#shutDown(request, content.restart === true);
    } else if (msg_type === "kernel_info_request" && channel === "control") {
      if (this.#info) this.#answer(request, "kernel_info_reply", this.#info);
      else this.#requests.set(header.msg_id, request);
    } else if (isForKernel(msg_type)) {
      this.#requests.set(header.msg_id, request);
      this.#options.kernel.send(this.#toKernel(channel, header, metadata, content, buffers));
    }
  }

  onSubscription(topic: Uint8Array): void {
    const content = { subscription: Buffer.from(topic).toString("utf8") };
    this.#options.publish(topic, this.#own("iopub_welcome", content, null));
  }

  onMessage(message: FromKernel): void {
    const request = this.#requests.get(message.parent_header?.msg_id ?? "");
    switch (message.channel) {
      case "iopub":
        this.#relayPublished(message, request);
        break;
      case "stdin":
        if (request) this.#options.send("stdin", request.identities, message);
        break;
      default:
        if (message.header.msg_type === "kernel_info_reply") this.#learn(message);
        if (!request) break;
        request.replied = true;
        this.#options.send(request.channel, request.identities, message);
    }
  }

  /** Tells everyone who waits for the kernel that it has died. The next request starts another. */
  onDeath(reason: string): void {
    const error = asError(reason);
    const waiting = [...this.#requests.values()];
    const running = waiting.find(({ busy, header }) => busy && header.msg_type === "execute_request");
    this.#requests.clear();
    this.#untold = running ? null : reason;
    for (const request of waiting) {
      if (!request.busy) this.#status("busy", request.header);
      if (request === running) this.#publish("error", error, request.header);
      const type = replyType(request);
      const { execution_count } = request;
      if (type && !request.replied)
        this.#reply(request, type, { status: "error", execution_count, ...error });
      this.#status("idle", request.header);
    }
    this.#status("restarting", null);
  }

  #relayPublished(message: FromKernel, request: Request | undefined): void {
    const { header, parent_header, content } = message;
    if (header.msg_type === "noisebook_memory") return;
    if (header.msg_type !== "status") {
      if (request && "execution_count" in content) request.execution_count = content.execution_count;
      this.#relay(message);
      return;
    }
    // Also the kernel's word on a request of ours comes here, which no client has made.
    if (parent_header && !request) return;
    this.#relay(message);
    const { execution_state } = content as { execution_state: string };
    if (request && execution_state === "busy") this.#began(request);
    if (request && execution_state === "idle") this.#requests.delete(request.header.msg_id);
  }

  #began(request: Request): void {
    request.busy = true;
    if (this.#untold === null || request.header.msg_type !== "execute_request") return;
    this.#publish("stream", { name: "stderr", text: asNotice(this.#untold) }, request.header);
    this.#untold = null;
  }

  #learn(message: FromKernel): void {
    this.#info = message.content as Replies["kernel_info_reply"]; // by its type
    for (const [id, request] of this.#requests) {
      if (request.channel !== "control" || request.header.msg_type !== "kernel_info_request") continue;
      this.#requests.delete(id);
      this.#answer(request, "kernel_info_reply", this.#info);
    }
  }

  async #shutDown(request: Request, restart: boolean): Promise<void> {
    this.#status("busy", request.header);
    await this.#options.kernel.stop();
    this.#reply(request, "shutdown_reply", { status: "ok", restart });
    this.#status("idle", request.header);
    this.#options.end();
  }

  #answer<Type extends keyof Replies>(request: Request, type: Type, content: Replies[Type]): void {
    this.#status("busy", request.header);
    this.#reply(request, type, content);
    this.#status("idle", request.header);
  }

  #reply(request: Request, type: string, content: unknown): void {
    this.#options.send(request.channel, request.identities, this.#own(type, content, request.header));
  }

  #status(execution_state: "busy" | "idle" | "restarting", parent: Header | null): void {
    this.#publish("status", { execution_state }, parent);
  }

  #publish(type: string, content: unknown, parent: Header | null): void {
    this.#relay(this.#own(type, content, parent));
  }

  #relay(message: Parts): void {
    this.#options.publish(Buffer.from(message.header.msg_type), message);
  }

  #own(type: string, content: unknown, parent_header: Header | null): Parts {
    return { header: header(type, this.#session), parent_header, metadata: {}, content };
  }

  #forward(channel: Channel, { header, metadata, content, buffers }: Received): void {
    this.#options.kernel.send(this.#toKernel(channel, header, metadata, content, buffers));
  }

  /** As it came: the kernel checks the content. */
  #toKernel(
    channel: Channel,
    header: Header,
    metadata: Record<string, unknown>,
    content: Record<string, unknown>,
    buffers: Uint8Array[] = [],
  ): ToKernel {
    const message: Message = { channel, header, parent_header: null, metadata, content, buffers };
    return message as ToKernel;
  }
}
