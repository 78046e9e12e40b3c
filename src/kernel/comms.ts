import { newId, type Header, type Stream } from "../protocol/index.ts";
import type { Attribution } from "./attribution.ts";
import type { Publisher } from "./publisher.ts";
import type { Run } from "./run.ts";

interface Comm {
  target: string;
  stream: Stream;
  run: Run | null;
}

/** Called with a stream that a front has opened, and what it said with that. */
export type AcceptStream = (stream: Stream, data: unknown) => void;

/** The open comms: named channels between a cell's code and what is in front of a person. */
export class Comms {
  readonly #publisher: Publisher;
  readonly #attribution: Attribution;
  readonly #open = new Map<string, Comm>();
  readonly #targets = new Map<string, AcceptStream>();

  constructor(publisher: Publisher, attribution: Attribution) {
    this.#publisher = publisher;
    this.#attribution = attribution;
  }

  /** Opens one towards the front, under the running cell. */
  open(target: string): Stream {
    const stream = this.#add(newId(), target);
    this.#publisher.publish("comm_open", { comm_id: stream.id, target_name: target, data: {} });
    return stream;
  }

  /** Takes what fronts open for `target`. */
  accept(target: string, accept: AcceptStream): void {
    this.#targets.set(target, accept);
  }

  /** A front has opened one. Where nobody takes it, it is closed again, as Jupyter asks. */
  opened(parent: Header, id: string, target: string, data: unknown): void {
    const accept = this.#targets.get(target);
    if (!accept) this.#publisher.publishFor(parent, "comm_close", { comm_id: id, data: {} });
    else accept(this.#add(id, target), data);
  }

  /** A front's message to the owner of a comm. Comms that have ended take none. */
  message(id: string, data: unknown): void {
    const comm = this.#open.get(id);
    if (comm) this.#attribution.as(comm.run, () => comm.stream.onRequest?.(data));
  }

  /** A front has closed one. */
  closed(id: string): void {
    this.#open.delete(id);
  }

  info(target?: string | null): Record<string, { target_name: string }> {
    const wanted = [...this.#open].filter(([, comm]) => !target || comm.target === target);
    return Object.fromEntries(wanted.map(([id, comm]) => [id, { target_name: comm.target }]));
  }

  #add(id: string, target: string): Stream {
    const publisher = this.#publisher;
    const run = this.#attribution.current;
    const stream: Stream = {
      id,
      onRequest: null,
      send: (data) => publisher.publish("comm_msg", { comm_id: id, data }, run),
      close: () => {
        if (this.#open.delete(id)) publisher.publish("comm_close", { comm_id: id, data: {} }, run);
      },
    };
    this.#open.set(id, { target, stream, run });
    return stream;
  }
}
