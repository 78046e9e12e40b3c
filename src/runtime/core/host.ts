import { hostSymbol, type Host } from "../../protocol/host.ts";

/** The program the runtime runs in, or null in a plain Node script. */
export function host(): Host | null {
  // globalThis knows nothing of the symbol; whoever puts a value there promises the type.
  return (globalThis as { [hostSymbol]?: Host })[hostSymbol] ?? null;
}
