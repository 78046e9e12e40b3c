/** A gate that someone else shuts and opens, and that a loop waits at. */
export interface Gate {
  isShut(): boolean;
  shut(): void;
  open(): void;
  /** Resolves once the gate is open; rejects with the signal's reason when it aborts first. */
  passed(signal: AbortSignal | null): Promise<void>;
}

export function gate(): Gate {
  let waiting: PromiseWithResolvers | null = null;
  return {
    isShut: () => waiting !== null,
    shut() {
      waiting ??= withResolvers();
    },
    open() {
      waiting?.resolve();
      waiting = null;
    },
    async passed(signal) {
      if (!waiting) return;
      signal?.throwIfAborted();
      const stop = withResolvers();
      signal?.addEventListener("abort", stop.resolve, { once: true });
      try {
        await Promise.race([waiting.promise, stop.promise]);
      } finally {
        signal?.removeEventListener("abort", stop.resolve);
      }
      signal?.throwIfAborted();
    },
  };
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
