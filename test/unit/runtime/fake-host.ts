import {
  followUpOf,
  hostSymbol,
  type FollowUp,
  type Host,
  type MimeBundle,
  type Pace,
  type Stream,
} from "../../../src/protocol/index.ts";

/** A host that writes down what it is asked to show. */
export interface FakeHost {
  readonly shown: MimeBundle[];
  readonly updates: MimeBundle[];
  readonly chunks: unknown[];
  readonly streams: Stream[];
  readonly closed: string[];
  /** Works out what the outputs so far lacked; pace is called now and then, and may stop that. */
  follow(pace?: Pace): Promise<void>;
  /** Interrupts the running cell. */
  interrupt(): void;
}

/** Runs `work` as if in a notebook's cell. */
export async function inNotebook(work: (host: FakeHost) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const followUps: FollowUp[] = [];
  const note = (bundle: MimeBundle): void => {
    const followUp = followUpOf(bundle);
    if (followUp) followUps.push(followUp);
  };
  const seen: FakeHost = {
    shown: [],
    updates: [],
    chunks: [],
    streams: [],
    closed: [],
    async follow(pace = () => Promise.resolve()) {
      for (const followUp of followUps.splice(0))
        await followUp((bundle) => void seen.updates.push(structuredClone(bundle)), pace);
    },
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
    placeIn: () => null,
    display(bundle, id = `output-${seen.shown.length}`) {
      seen.shown.push(structuredClone(bundle));
      note(bundle);
      return id;
    },
    update(_, bundle) {
      seen.updates.push(structuredClone(bundle));
      note(bundle);
    },
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
