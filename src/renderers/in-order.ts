import type { RendererEvent } from "../protocol/index.ts";

/** What a subscriber hears of its stream. */
export type StreamNews = Exclude<RendererEvent, { type: "replay" }>;

/**
 * Puts a stream's events in order for one subscriber. What is sent to all viewers can overtake the answer to this
 * one's question, which begins with the first chunk: until the answer is there, nothing else is heard.
 */
export function inOrder(heard: (news: StreamNews) => void): (event: RendererEvent) => void {
  let answered = false;
  return (event) => {
    if (event.type === "replay") {
      if (answered) return; // the answer to another viewer of the same stream
      answered = true;
      const { stream } = event;
      for (const chunk of event.chunks) heard({ type: "chunk", stream, chunk });
      if (!event.open) heard({ type: "closed", stream, known: true });
    } else if (answered || (event.type === "closed" && !event.known)) {
      heard(event);
    }
  };
}
