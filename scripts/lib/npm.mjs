// npm, as the program that started this script found it, with its failures turned into advice.
import { mustRun } from "./command.mjs";

/** @type {[RegExp, string][]} */
const remedies = [
  [
    /EUSAGE[^]*in sync/,
    "package.json and package-lock.json do not belong together: restore both (git checkout), or run npm install.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/,
    "The npm registry cannot be reached: check the network or the proxy (npm config get proxy), then run this again.",
  ],
  [/ENOSPC/, "The disk is full: free about 2 GB, then run this again."],
  [
    /EACCES|EPERM|EROFS/,
    "A folder cannot be written: see that the project and npm's cache (npm config get cache) belong to this user.",
  ],
  [/EINTEGRITY/, "A download arrived damaged: run npm cache verify, then run this again."],
  [/E401|E403/, "The registry refused: check the registry and its sign-in (npm config get registry)."],
  [/E404|ETARGET/, "The registry does not have this version: check npm config get registry."],
];

/** Few and short retries: without a network the answer shall come in seconds, not minutes. */
const quietly = [
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=4000",
];

/** @param {string} output */
export const adviseOnNpm = (output) => remedies.find(([sign]) => sign.test(output))?.[1];

/** How to start npm: through its own script where npm runs us (also on Windows, where `npm` is a .cmd), else by name. */
function npmCommand() {
  const script = process.env["npm_execpath"];
  if (script && /npm-cli\.c?js$/.test(script)) return { program: process.execPath, before: [script] };
  return { program: process.platform === "win32" ? "npm.cmd" : "npm", before: [] };
}

/**
 * @param {string} what the step, for the failure's first line
 * @param {string} log
 * @param {string[]} args
 * @param {string} cwd
 */
export function npm(what, log, args, cwd) {
  const { program, before } = npmCommand();
  return mustRun(what, log, program, [...before, ...args, ...quietly], {
    cwd,
    advise: adviseOnNpm,
  });
}
