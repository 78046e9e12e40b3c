// The kernel processes below a workbench's server.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tree } from "../../../scripts/lib/process-tree.mjs";
import { until } from "./until.ts";

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
  } catch (error) {
    if (tree(pid).length > 0) throw error;
    return ""; // it ended between the listing and the asking
  }
}

export const kernelPids = (serverPid: number): number[] =>
  tree(serverPid)
    .map(({ pid }) => pid)
    .filter((pid) => /kernel[\\/]main\.mjs/.test(commandLine(pid)));

/** Waits until the server has this many kernels. */
export const untilKernels = (serverPid: number, count: number): Promise<void> =>
  until(() => kernelPids(serverPid).length === count, `there are not ${count} kernels`);
