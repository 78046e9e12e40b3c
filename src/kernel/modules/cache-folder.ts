import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const prefix = `noisebook-modules-${os.hostname()}-`;

/**
 * Where Node reads the compiled files: a folder that is this process's alone, made when it is needed and gone with the
 * process.
 */
export class CacheFolder {
  #folder: string | null = null;

  urlOf(name: string): string {
    return pathToFileURL(path.join((this.#folder ??= makeFolder()), name)).href;
  }

  write(url: string, text: string): void {
    writeFileSync(fileURLToPath(url), text);
  }

  has(file: string): boolean {
    return this.#folder !== null && file.startsWith(this.#folder);
  }
}

function makeFolder(): string {
  removeAbandoned();
  // Readable by this user alone. Node names modules by their real path.
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`)));
  process.once("exit", () => remove(folder));
  return folder;
}

/** Kernels that were killed could not remove theirs. */
function removeAbandoned(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : NaN;
    if (pid > 0 && !isAlive(pid)) remove(path.join(os.tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // another user's
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's, or a file that a virus scanner holds: the system clears its folder in time.
  }
}
