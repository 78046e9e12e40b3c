import path from "node:path";
import { Worker } from "node:worker_threads";
import { assetFolder } from "../../../core/assets.ts";
import type { Embeddings, FromThread, Question, Ready, Start, ToThread } from "./messages.ts";

/** A model that transformers runs in a thread of its own. */
export interface EncoderThread extends Ready {
  readonly embed: (question: Question) => Promise<Embeddings>;
  readonly end: () => void;
}

type Loading = Extract<FromThread, { loading: unknown }>["loading"];

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** Starts the thread, and resolves once the model is there. The thread alone does not keep a program from its end. */
export async function startThread(
  start: Start,
  {
    signal,
    onLoading,
  }: { readonly signal: AbortSignal | null; readonly onLoading: (loading: Loading) => void },
): Promise<EncoderThread> {
  signal?.throwIfAborted();
  const worker = new Worker(path.join(assetFolder("workers"), "clip-onnx.js"), {
    // Without the program's own options: one of them could have a debugger stop in it.
    execArgv: [],
    workerData: start,
  });
  const asked = new Map<number, Waiting<Embeddings>>();
  let next = 0;
  let ended: Error | null = null;

  const fail = (reason: Error): void => {
    ended ??= reason;
    for (const { reject } of asked.values()) reject(reason);
    asked.clear();
  };
  const settle = (id: number, how: (waiting: Waiting<Embeddings>) => void): void => {
    const waiting = asked.get(id);
    asked.delete(id);
    if (asked.size === 0) worker.unref();
    if (waiting) how(waiting);
  };

  let stop = (): void => undefined;
  const ready = new Promise<Ready>((resolve, reject) => {
    stop = () => reject(signal?.reason as Error); // what `throwIfAborted` throws
    signal?.addEventListener("abort", stop);
    worker.on("message", (message: FromThread) => {
      if ("loading" in message) onLoading(message.loading);
      else if ("ready" in message) resolve(message.ready);
      else if ("unable" in message) reject(new Error(message.unable));
      else if ("failed" in message) settle(message.id, (one) => one.reject(new Error(message.failed)));
      else settle(message.id, (one) => one.resolve(message.embeddings));
    });
    worker.on("error", (error) => {
      fail(error);
      reject(error);
    });
    worker.on("exit", (code) => {
      const reason = new Error(`The thread of a CLIP model ended with code ${code}`);
      fail(reason);
      reject(reason);
    });
  });
  try {
    const { folder, checksum } = await ready;
    worker.unref();
    return { folder, checksum, embed, end };
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }

  function embed(question: Question): Promise<Embeddings> {
    if (ended) return Promise.reject(ended);
    const id = next++;
    worker.ref();
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject });
      worker.postMessage({ id, question } satisfies ToThread);
    });
  }

  function end(): void {
    fail(new Error("This CLIP model has been disposed of"));
    void worker.terminate();
  }
}
