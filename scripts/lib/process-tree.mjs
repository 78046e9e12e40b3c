// Ends a process with everything it started, also what left its process group.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ pid: number, parent: number, born: string }} Row a process; `born` tells it from a later one with its number */

/** @returns {Row[]} */
function fromProc() {
  /** @type {Row[]} */
  const rows = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before it may hold anything
      if (fields[0] !== "Z")
        rows.push({ pid: Number(name), parent: Number(fields[1]), born: fields[19] ?? "" });
    } catch {
      // gone between the listing and the reading
    }
  }
  return rows;
}

/** @returns {Row[]} */
function fromPs() {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,lstart="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), born: String(match[3]).trim() }] : [];
  });
}

const running = () => (process.platform === "linux" ? fromProc() : fromPs());

/** The process and all its descendants, parents first.
 * @param {number} pid
 * @returns {Row[]} */
export function tree(pid) {
  const rows = running();
  const found = rows.filter((row) => row.pid === pid);
  for (const parent of found) found.push(...rows.filter((row) => row.parent === parent.pid)); // grows while it is read
  return found;
}

/** @param {number} pid
 * @param {NodeJS.Signals} signal */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself
  }
}

/**
 * Asks the process to end, and ends what is left of its tree by force.
 * @param {number} pid
 * @param {number} [patience] milliseconds between the asking and the force
 */
export async function endTree(pid, patience = 3000) {
  if (process.platform === "win32") {
    try {
      execFileSync("taskkill", ["/T", "/F", "/PID", String(pid)], { stdio: "ignore" });
    } catch {
      // it ended by itself
    }
    return;
  }
  const members = tree(pid); // taken first: an orphan's parent is no longer known afterwards
  send(pid, "SIGTERM");
  const alive = () => {
    const now = running();
    return members.filter((member) => now.some((row) => row.pid === member.pid && row.born === member.born));
  };
  const end = performance.now() + patience;
  while (performance.now() < end && alive().length > 0) await sleep(50);
  for (const left of alive()) send(left.pid, "SIGKILL");
}
