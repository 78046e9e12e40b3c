// Starts the web VS Code on 127.0.0.1 and waits until it answers.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atEnd } from "./lifetime.mjs";
import { Problem } from "./problem.mjs";
import { endTree } from "./process-tree.mjs";
import { shown } from "./project.mjs";

/**
 * @typedef {object} Options
 * @property {string} node a Node 24
 * @property {string} main the server's main script
 * @property {number} port
 * @property {string} data the folder of this server's user data, extensions and log
 * @property {string} [tokenFile] holds the connection token; without it anyone on this machine may connect (for tests)
 * @property {string[]} [flags]
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {object} Server
 * @property {string} url without the token
 * @property {number} pid
 * @property {Promise<number>} ended the exit code
 * @property {() => Promise<void>} stop ends the server, its extension hosts and all they started
 */

/** Where a server with this data folder keeps things. @param {string} data */
export const foldersOf = (data) => ({
  settings: path.join(data, "user", "User", "settings.json"),
  user: path.join(data, "user"),
  server: path.join(data, "server"),
  extensions: path.join(data, "extensions"),
  log: path.join(data, "server.log"),
});

/** @param {Options} options
 * @returns {Promise<Server>} */
export async function startServer({ node, main, port, data, tokenFile, flags = [], env }) {
  const folders = foldersOf(data);
  await mkdir(folders.extensions, { recursive: true });
  const log = createWriteStream(folders.log);
  const child = spawn(
    node,
    [
      main,
      ...["--host", "127.0.0.1", "--port", String(port)],
      ...(tokenFile ? ["--connection-token-file", tokenFile] : ["--without-connection-token"]),
      ...[
        "--server-data-dir",
        folders.server,
        "--user-data-dir",
        folders.user,
        "--extensions-dir",
        folders.extensions,
      ],
      ...["--accept-server-license-terms", "--telemetry-level", "off"],
      ...flags,
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      env: { ...process.env, ...env },
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const { pid } = child;
  if (pid === undefined)
    throw new Problem(`The server could not be started (${node}).`, "Delete .cache and run this again.");
  const forget = atEnd(() => endTree(pid));
  const stop = async () => {
    forget();
    await endTree(pid);
  };
  const url = `http://127.0.0.1:${port}`;
  const answered = await Promise.race([answers(`${url}/version`), ended.then(() => false)]);
  if (!answered) {
    await stop();
    throw new Problem("The web VS Code did not start.", `Its log says why: ${shown(folders.log)}`);
  }
  return { url, pid, ended, stop };
}

/** Whether the server answers within 30 s. @param {string} probe */
async function answers(probe) {
  const end = performance.now() + 30_000;
  while (performance.now() < end) {
    try {
      if ((await fetch(probe)).ok) return true; // GET: this server answers HEAD with 405
    } catch {
      // not listening yet
    }
    await sleep(100);
  }
  return false;
}

/**
 * The address that opens a folder in the workbench, with what it shall do there: VS Code's `payload` of name-value pairs.
 * @param {string} url
 * @param {{ folder: string, payload?: [string, string][], token?: string }} options
 */
export function workbenchUrl(url, { folder, payload = [], token }) {
  const query = new URLSearchParams();
  if (token) query.set("tkn", token);
  query.set("folder", folder);
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${url}/?${query.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}

/** The name by which the workbench in a browser knows a file of the server's machine.
 * @param {string} url
 * @param {string} file absolute */
export const remoteUri = (url, file) => `vscode-remote://${new URL(url).host}${file}`;
