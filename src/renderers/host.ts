import type { RendererContext } from "vscode-notebook-renderer";
import * as v from "valibot";
import { RendererEvent, type RendererRequest } from "../protocol/index.ts";
import { inOrder, type StreamNews } from "./in-order.ts";

/** The extension as a renderer sees it. Where there is none (an exported page), nothing can be asked. */
export interface Host {
  readonly reachable: boolean;
  send(request: RendererRequest): void;
  /** Whether an output can be opened in a panel beside the notebook: not from a panel. */
  readonly panels?: boolean;
  /** Asks for a stream and passes on what it has carried, then what it carries, until the returned function is called. */
  subscribe(stream: string, heard: (news: StreamNews) => void): () => void;
}

export function connect(context: Pick<RendererContext<void>, "postMessage" | "onDidReceiveMessage">): Host {
  const post = context.postMessage?.bind(context);
  const listeners = new Map<string, Set<(event: RendererEvent) => void>>();
  context.onDidReceiveMessage?.((message: unknown) => {
    const event = v.safeParse(RendererEvent, message);
    if (!event.success) return;
    for (const listen of listeners.get(event.output.stream) ?? []) listen(event.output);
  });
  const send = (request: RendererRequest): void => post?.(request);
  return {
    reachable: post !== undefined && context.onDidReceiveMessage !== undefined,
    send,
    subscribe(stream, heard) {
      const all = listeners.get(stream) ?? new Set();
      const listen = inOrder(heard);
      listeners.set(stream, all.add(listen));
      send({ type: "subscribe", stream });
      return () => {
        all.delete(listen);
        if (all.size === 0) listeners.delete(stream);
      };
    },
  };
}
