import type { MimeBundle } from "../../protocol/host.ts";
import { host } from "../core/host.ts";

/** An output that grows while its cell runs. Without a host only its last text is seen, on the console. */
export interface LiveOutput {
  /** Hands a chunk to the viewers. */
  send(chunk: unknown): void;
  /** Replaces the output by what is to be kept of it and ends the stream. */
  finish(last: (stream: string | null) => MimeBundle): void;
}

/** Shows an output whose viewers get what follows through a stream; `first` is told the stream's name. */
export function liveOutput(
  mime: string,
  first: (stream: string | null) => MimeBundle,
  onRequest: ((request: unknown) => void) | null = null,
): LiveOutput {
  const shown = host();
  if (!shown) return { send: () => undefined, finish: (last) => print(last(null)) };
  const stream = shown.openStream(mime);
  stream.onRequest = onRequest;
  const id = shown.display(first(stream.id));
  return {
    send: (chunk) => stream.send(chunk),
    finish(last) {
      // The name stays: by it a viewer that comes late gets the frames, and finds the cell to run again.
      shown.update(id, last(stream.id));
      stream.close();
    },
  };
}

/** Shows an output that is complete. */
export function output(bundle: MimeBundle): void {
  const shown = host();
  if (shown) shown.display(bundle);
  else print(bundle);
}

function print(bundle: MimeBundle): void {
  console.log(bundle["text/plain"]);
}
