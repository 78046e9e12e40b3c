import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import test from "node:test";
import { endTree, tree } from "../../../scripts/lib/process-tree.mjs";

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("a process is ended with a grandchild that left its group and ignores the signal", async () => {
  const grandchild = `process.on("SIGTERM", () => {}); console.log(process.pid); setInterval(() => {}, 1000)`;
  const child = spawn(
    process.execPath,
    [
      "-e",
      `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}],
         { detached: true, stdio: ["ignore", "inherit", "ignore"] }); setInterval(() => {}, 1000)`,
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  assert.ok(child.pid && alive(pid));
  assert.deepEqual(
    tree(child.pid).map((row) => row.pid),
    [child.pid, pid],
  );
  await endTree(child.pid, 300);
  // the kernel takes a moment to bury it
  for (let i = 0; i < 100 && tree(pid).length > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(tree(pid), []);
  assert.deepEqual(tree(child.pid), []);
});
