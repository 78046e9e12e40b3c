import { newId, type Host, type MimeBundle, type Stream, type TensorMemory } from "../protocol/index.ts";
import type { Publisher } from "./publisher.ts";

/** The kernel as the runtime sees it. `signal` is the running cell's. */
export class KernelHost implements Host {
  readonly #publisher: Publisher;
  readonly #signal: () => AbortSignal;
  readonly #streams = new Map<string, Stream>();
  readonly #repairs: (() => void)[] = [];
  /** Says what the tensor runtime holds; null where no cell has imported it. */
  memory: (() => TensorMemory) | null = null;

  constructor(publisher: Publisher, signal: () => AbortSignal) {
    this.#publisher = publisher;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }

  onTerminated(repair: () => void): void {
    this.#repairs.push(repair);
  }

  watchMemory(read: () => TensorMemory): void {
    this.memory = read;
  }

  /** To be called when a cell was interrupted, which may have been by termination. */
  repair(): void {
    for (const repair of this.#repairs) repair();
  }

  display(data: MimeBundle, id = newId()): string {
    this.#publisher.publish("display_data", { data, metadata: {}, transient: { display_id: id } });
    return id;
  }

  update(id: string, data: MimeBundle): void {
    this.#publisher.publish("update_display_data", { data, metadata: {}, transient: { display_id: id } });
  }

  openStream(target: string): Stream {
    const comm_id = newId();
    const publisher = this.#publisher;
    const stream: Stream = {
      id: comm_id,
      onRequest: null,
      send: (data) => publisher.publish("comm_msg", { comm_id, data }),
      close: () => {
        this.#streams.delete(comm_id);
        publisher.publish("comm_close", { comm_id, data: {} });
      },
    };
    this.#streams.set(comm_id, stream);
    publisher.publish("comm_open", { comm_id, target_name: target, data: {} });
    return stream;
  }

  /** A viewer's request to the owner of a stream. Streams that have ended take none. */
  request(commId: string, data: unknown): void {
    this.#streams.get(commId)?.onRequest?.(data);
  }
}
