import { textButton } from "./controls/toolkit.ts";
import type { Host } from "./host.ts";

/** A button that runs the output's cell again; none where nobody could do it. */
export function rerunButton(text: string | null, stream: string | null, host: Host): HTMLElement[] {
  if (text === null || stream === null || !host.reachable) return [];
  return [textButton(text, () => host.send({ type: "rerun", stream })).element];
}
