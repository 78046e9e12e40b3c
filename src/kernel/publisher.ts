import {
  header,
  type Asked,
  type FromKernel,
  type Header,
  type Published,
  type Replies,
  type ToKernel,
} from "../protocol/index.ts";
import type { Attribution } from "./attribution.ts";
import type { Run } from "./run.ts";
import { TextOutput, type Print, type StreamName } from "./text-output.ts";

/** Sends messages to the front, each under the cell it belongs to, in the order in which they came about. */
export class Publisher {
  readonly #attribution: Attribution;
  readonly #send: (message: FromKernel) => void;
  readonly #session: string;
  /** What is printed before any cell has run. */
  readonly #early = new TextOutput((name, text) => this.#emit("iopub", "stream", { name, text }, null));

  constructor(attribution: Attribution, send: (message: FromKernel) => void, session: string) {
    this.#attribution = attribution;
    this.#send = send;
    this.#session = session;
  }

  /** How a run's text reaches the front. */
  printer(parent: Header): Print {
    return (name, text) => this.#emit("iopub", "stream", { name, text }, parent);
  }

  print(name: StreamName, text: string, run: Run | null = this.#attribution.current): void {
    if (run?.silent) return;
    (run?.text ?? this.#early).write(name, text);
  }

  /** Sends what has been printed and not yet sent. */
  flush(run: Run | null = this.#attribution.current): void {
    (run?.text ?? this.#early).flush();
  }

  /** Publishes output of a run: nothing if it is silent. */
  publish<Type extends keyof Published>(
    type: Type,
    content: Published[Type],
    run: Run | null = this.#attribution.current,
  ): void {
    if (run?.silent) return;
    this.flush(run);
    this.#emit("iopub", type, content, run?.parent ?? null);
  }

  /** Publishes under a request that is no cell's. */
  publishFor<Type extends keyof Published>(parent: Header, type: Type, content: Published[Type]): void {
    this.#emit("iopub", type, content, parent);
  }

  status(execution_state: Published["status"]["execution_state"], parent: Header | null): void {
    this.#emit("iopub", "status", { execution_state }, parent);
  }

  reply<Type extends keyof Replies>(request: ToKernel, type: Type, content: Replies[Type]): void {
    this.#emit(request.channel, type, content, request.header);
  }

  /** Answers a request with what is wrong with it. */
  refuse(request: ToKernel, evalue: string): void {
    const type = request.header.msg_type.replace(/_request$/, "_reply");
    const content = { status: "error", ename: "BadRequest", evalue, traceback: [`BadRequest: ${evalue}`] };
    this.#emit(request.channel, type, content, request.header);
  }

  /** Asks the front of a run. */
  ask<Type extends keyof Asked>(type: Type, content: Asked[Type], run: Run): void {
    run.text.flush();
    this.#emit("stdin", type, content, run.parent);
  }

  #emit(channel: FromKernel["channel"], type: string, content: unknown, parent: Header | null): void {
    // The callers above tie the type to its content, which a union of messages cannot express.
    this.#send({
      channel,
      header: header(type, this.#session),
      parent_header: parent,
      metadata: {},
      content,
    } as FromKernel);
  }
}
