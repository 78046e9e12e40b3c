import { rmdirSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Removes a kernel's socket and the folder that was made for it alone. Whoever ends last does so: the kernel, or its
 * front where the kernel was killed.
 */
export function removeSocket(socket: string): void {
  try {
    rmSync(socket, { force: true });
    rmdirSync(path.dirname(socket));
  } catch {
    // a pipe of Windows is no file; it is gone already; or something else lies in the folder, which is then not ours
  }
}
