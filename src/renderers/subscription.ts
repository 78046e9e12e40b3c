import type { Host } from "./host.ts";
import type { StreamNews } from "./in-order.ts";

/** A view's ear on the stream of its output: one stream at a time, asked for once. */
export interface Subscription {
  /** Asks for the stream and says whether that is news: not where it is heard already or nobody can be asked. */
  to(stream: string | null): boolean;
  dispose(): void;
}

export function subscription(host: Host, heard: (news: StreamNews) => void): Subscription {
  let current: string | null = null;
  let end: (() => void) | null = null;
  return {
    to(stream) {
      if (!host.reachable || stream === null || stream === current) return false;
      end?.();
      current = stream;
      end = host.subscribe(stream, heard);
      return true;
    },
    dispose: () => end?.(),
  };
}
