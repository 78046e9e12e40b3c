import { host } from "../core/host.ts";

/**
 * Empties the outputs of the running cell. With `wait` they stay until the next output comes, so that what is drawn
 * again and again does not flicker. Without a notebook nothing happens.
 */
export function clearOutput({ wait = false }: { wait?: boolean } = {}): void {
  host()?.clearOutput(wait);
}
