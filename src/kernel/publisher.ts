import {
  header,
  type FromKernel,
  type Header,
  type Published,
  type Replies,
  type ToKernel,
} from "../protocol/index.ts";
import { TextOutput, type StreamName } from "./text-output.ts";
import type { Attribution } from "./attribution.ts";

/** Sends messages to the front, each under the cell it belongs to, in the order in which they came about. */
export class Publisher {
  readonly #attribution: Attribution;
  readonly #send: (message: FromKernel) => void;
  readonly #session: string;
  readonly #text: TextOutput;

  constructor(attribution: Attribution, send: (message: FromKernel) => void, session: string) {
    this.#attribution = attribution;
    this.#send = send;
    this.#session = session;
    this.#text = new TextOutput((name, text, parent) =>
      this.#post("stream", { name, text }, parent as Header | null),
    );
  }

  get #parent(): Header | null {
    return this.#attribution.current?.parent ?? null;
  }

  print(name: StreamName, text: string): void {
    this.#text.write(name, text, this.#parent);
  }

  publish<Type extends keyof Published>(type: Type, content: Published[Type], parent?: Header | null): void {
    this.#text.flush();
    this.#post(type, content, parent === undefined ? this.#parent : parent);
  }

  reply<Type extends keyof Replies>(request: ToKernel, type: Type, content: Replies[Type]): void {
    this.#text.flush();
    this.#emit(request.channel, type, content, request.header);
  }

  #post<Type extends keyof Published>(type: Type, content: Published[Type], parent: Header | null): void {
    this.#emit("iopub", type, content, parent);
  }

  #emit(channel: FromKernel["channel"], type: string, content: unknown, parent: Header | null): void {
    // The two callers above tie the type to its content, which a union of messages cannot express.
    this.#send({
      channel,
      header: header(type, this.#session),
      parent_header: parent,
      metadata: {},
      content,
    } as FromKernel);
  }
}
