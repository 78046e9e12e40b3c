import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { environment } from "../protocol/link.ts";

export interface SpawnOptions {
  /** The Node that runs the kernel, and what its environment needs beyond ours. */
  node: string;
  env?: Record<string, string>;
  /** dist/kernel/main.mjs. */
  main: string;
  /** The notebook's folder: the cells' working directory. */
  folder: string;
  /** Seconds that the kernel lives on without a front, so that a reloaded window finds it. None unless given. */
  linger?: number;
  /** Whether what comes after a cell's end is shown as well. Else a cell ends with all that its outputs lack. */
  late?: boolean;
}

export interface Spawned {
  child: ChildProcess;
  socket: string;
  key: string;
  /** Resolves once the socket listens. */
  listening: Promise<void>;
}

/** Starts a kernel process whose socket only this user can reach, and only with the key. */
export function spawnKernel({ node, env, main, folder, linger = 0, late = false }: SpawnOptions): Spawned {
  const socket = newSocketPath();
  const key = randomBytes(32).toString("hex");
  const child = spawn(node, [main], {
    cwd: folder,
    env: {
      ...process.env,
      ...env,
      [environment.folder]: folder,
      [environment.socket]: socket,
      [environment.key]: key,
      [environment.linger]: String(linger),
      [environment.late]: late ? "1" : "0",
    },
    // One that waits for its window to come back must not end with the window's process group.
    detached: linger > 0,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"], // the last is readyFd of link.ts
  });
  const listening = new Promise<void>((resolve) => child.stdio[3]?.once("data", () => resolve()));
  return { child, socket, key, listening };
}

function newSocketPath(): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\noisebook-${randomUUID()}`;
  // mkdtemp makes a folder that only its owner may enter.
  return path.join(mkdtempSync(path.join(os.tmpdir(), "noisebook-")), "kernel");
}
