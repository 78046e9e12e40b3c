import { hostSymbol, type Host, type MimeBundle, type Stream } from "../../../src/protocol/index.ts";

/** A host that writes down what it is asked to show. */
export interface FakeHost {
  readonly shown: MimeBundle[];
  readonly updates: MimeBundle[];
  readonly chunks: unknown[];
  readonly streams: Stream[];
  readonly closed: string[];
  /** Interrupts the running cell. */
  interrupt(): void;
}

/** Runs `work` as if in a notebook's cell. */
export async function inNotebook(work: (host: FakeHost) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const seen: FakeHost = {
    shown: [],
    updates: [],
    chunks: [],
    streams: [],
    closed: [],
    interrupt: () => controller.abort(new DOMException("Interrupted", "AbortError")),
  };
  const host: Host = {
    signal: controller.signal,
    onTerminated: () => undefined,
    whole: { begin: () => false, end: () => undefined },
    throwIfInterrupted: () => undefined,
    clearOutput: () => undefined,
    onStream: () => undefined,
    watchMemory: () => undefined,
    describeValues: () => undefined,
    display(bundle, id = `output-${seen.shown.length}`) {
      seen.shown.push(structuredClone(bundle));
      return id;
    },
    update: (_, bundle) => void seen.updates.push(structuredClone(bundle)),
    openStream(target) {
      const stream: Stream = {
        id: `${target}#${seen.streams.length}`,
        send: (chunk) => void seen.chunks.push(structuredClone(chunk)),
        close: () => void seen.closed.push(stream.id),
        onRequest: null,
      };
      seen.streams.push(stream);
      return stream;
    },
  };
  const place = globalThis as { [hostSymbol]?: Host };
  place[hostSymbol] = host;
  try {
    await work(seen);
  } finally {
    Reflect.deleteProperty(place, hostSymbol);
  }
}
