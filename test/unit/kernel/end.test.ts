import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { KernelDied } from "../../../src/client/index.ts";
import { isAlive } from "./is-alive.ts";
import { startKernel } from "./start-kernel.ts";

test("a kernel that ends says how, in the cell that was running", async () => {
  for (const [code, said] of [
    ["process.exit(3)", /ended with exit code 3/],
    ['process.kill(process.pid, "SIGKILL"); await new Promise(() => {})', /ended from outside \(SIGKILL\)/],
    ["process.abort()", /crashed in native code \(SIGABRT\)/],
  ] as const) {
    await using session = await startKernel();
    await assert.rejects(
      session.run(code),
      (error: unknown) => error instanceof KernelDied && said.test(error.message),
    );
    assert.equal(session.exits.length, 1);
    await assert.rejects(session.run("1"), KernelDied);
  }
});

test("what a cell printed before it ended its process is not lost", async () => {
  await using session = await startKernel();
  const texts: string[] = [];
  const ended = session.kernel.execute(
    'for (let i = 0; i < 1000; i++) console.log("line " + i); process.exit(0)',
    { index: 0, id: "a" },
    ({ content }) => texts.push(String((content as { text?: string }).text)),
  );
  await assert.rejects(ended, /process\.exit\(\) was called/);
  assert.match(texts.join(""), /line 999\n$/);
});

test("a kernel ends with its front, even while a cell blocks it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "noisebook-test-"));
  const cell = {
    cell_type: "code",
    source: 'require("node:fs").writeFileSync("pid", String(process.pid)); while (true) {}',
    metadata: {},
    outputs: [],
    execution_count: null,
  };
  const notebook = { nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] };
  await writeFile(path.join(folder, "a.ipynb"), JSON.stringify(notebook));
  const front = spawn(process.execPath, ["bin/noisebook.mjs", "run", path.join(folder, "a.ipynb")], {
    stdio: "ignore",
  });
  const pid = Number(await eventually(() => readFile(path.join(folder, "pid"), "utf8").catch(() => "")));
  assert.ok(isAlive(pid));
  front.kill("SIGKILL");
  assert.ok(await eventually(() => !isAlive(pid)));
  await rm(folder, { recursive: true });
});

async function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const seen = await look();
    if (seen) return seen;
    await sleep(100);
  }
  return assert.fail("it did not happen within 10 s");
}
