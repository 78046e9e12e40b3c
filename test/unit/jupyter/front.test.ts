import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { tree } from "../../../scripts/lib/process-tree.mjs";
import { shared } from "../shared.ts";
import { Client } from "./client.ts";

/** A front for the tests that need no fresh one. */
const front = shared(
  async () => {
    const client = await Client.start();
    await client.next("iopub", "iopub_welcome");
    return client;
  },
  (client) => client.free(),
);

/** Prints that it begins, then blocks. */
const blocking = 'console.log("begun"); while (true) {}';

async function gone(pids: number[]): Promise<void> {
  const end = Date.now() + 10_000;
  while (pids.some((pid) => tree(pid).length > 0)) {
    if (Date.now() > end)
      assert.fail(`still there: ${pids.filter((pid) => tree(pid).length > 0).join(", ")}`);
    await sleep(20);
  }
}

test("who subscribes is welcomed, and told busy, output and idle in their order", async () => {
  await using client = await Client.start();
  assert.deepEqual(await client.next("iopub", "iopub_welcome"), { subscription: "" });
  const id = client.execute('console.log("hello"); 6 * 7');
  const reply = await client.next("shell", "execute_reply", id);
  assert.deepEqual([reply.status, reply.execution_count], ["ok", 1]);
  assert.equal(
    ((await client.next("iopub", "execute_result", id)).data as object)["text/plain" as never],
    "42",
  );
  assert.equal((await client.next("iopub", "stream", id)).text, "hello\n");
  await client.idle(id);
});

test("every request on shell and control is answered between busy and idle", async () => {
  const client = await front();
  for (const [type, content, channel] of [
    ["kernel_info_request", {}, "shell"],
    ["kernel_info_request", {}, "control"],
    ["interrupt_request", {}, "control"],
    ["comm_info_request", {}, "shell"],
    ["complete_request", { code: "Mat", cursor_pos: 3 }, "shell"],
    ["inspect_request", { code: "Math", cursor_pos: 4, detail_level: 0 }, "shell"],
    ["is_complete_request", { code: "1" }, "shell"],
    ["history_request", { hist_access_type: "tail", n: 1, output: false, raw: true }, "shell"],
  ] as const) {
    const id = client.send(type, content, channel);
    const reply = await client.next(channel, type.replace("_request", "_reply"), id);
    assert.equal("status" in reply, true, type);
    assert.equal((await client.next("iopub", "status", id)).execution_state, "busy", type);
    assert.equal((await client.next("iopub", "status", id)).execution_state, "idle", type);
  }
});

test("a blocked cell: the heart beats, control tells what the kernel is, an interrupt ends it, names stay", async () => {
  const client = await front();
  await client.run("const kept = 12");
  const id = client.execute(blocking);
  await client.next("iopub", "stream", id);
  assert.equal(await client.beat("a"), "a");
  assert.equal(await client.beat("b"), "b");
  const info = client.send("kernel_info_request", {}, "control");
  const { protocol_version, language_info } = await client.next("control", "kernel_info_reply", info);
  assert.deepEqual([protocol_version, (language_info as { name: string }).name], ["5.4", "typescript"]);
  const interrupt = client.send("interrupt_request", {}, "control");
  assert.deepEqual(await client.next("control", "interrupt_reply", interrupt), { status: "ok" });
  assert.equal((await client.next("shell", "execute_reply", id)).ename, "Interrupted");
  await client.idle(id);
  assert.equal((await client.run("console.log(kept)")).text, "12\n");
});

test("an interrupt ends a cell that waits for ever", async () => {
  const client = await front();
  const id = client.execute('console.log("begun"); await new Promise(() => {})');
  await client.next("iopub", "stream", id);
  client.send("interrupt_request", {}, "control");
  assert.equal((await client.next("shell", "execute_reply", id)).ename, "Interrupted");
  await client.idle(id);
});

test("a shutdown is answered and leaves no process, also while a cell blocks", async () => {
  for (const restart of [false, true]) {
    await using client = await Client.start();
    await client.next("iopub", "iopub_welcome");
    const id = client.execute(blocking);
    await client.next("iopub", "stream", id);
    const pids = client.processes();
    assert.ok(pids.length >= 2);
    const shutdown = client.send("shutdown_request", { restart }, "control");
    assert.deepEqual(await client.next("control", "shutdown_reply", shutdown), { status: "ok", restart });
    await client.idle(shutdown);
    assert.equal(await client.ended(), 0);
    await gone(pids);
  }
});

test("SIGTERM ends the front and its kernel; SIGKILL of the front ends its kernel too", async () => {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await using client = await Client.start();
    await client.next("iopub", "iopub_welcome");
    const id = client.execute(blocking);
    await client.next("iopub", "stream", id);
    const pids = client.processes();
    client.front.kill(signal);
    await client.ended();
    await gone(pids);
  }
});

test(
  "the front ends when the process that Jupyter names as its parent has gone",
  { skip: process.platform === "win32" },
  async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await using client = await Client.start({ env: { JPY_PARENT_PID: String(parent.pid) } });
    await client.next("iopub", "iopub_welcome");
    await client.run("1");
    const pids = client.processes();
    parent.kill("SIGKILL");
    await once(parent, "exit");
    assert.equal(await client.ended(), 0);
    await gone(pids);
  },
);

/** Waits until all are told that the kernel begins anew. That the first one began was told before a late listener came. */
async function restarting(client: Client): Promise<void> {
  const told = await client.next("iopub", "status", "");
  if (told.execution_state === "starting") return restarting(client);
  assert.equal(told.execution_state, "restarting");
}

test("a kernel that dies in a cell is told there, what waits is answered, and the next cell has a new one", async () => {
  await using client = await Client.start();
  await client.next("iopub", "iopub_welcome");
  const id = client.execute('console.log("begun"); await new Promise(() => {})');
  await client.next("iopub", "stream", id);
  const [, kernel] = client.processes();
  const waiting = client.execute("1");
  await sleep(100); // so that the kernel has taken it
  process.kill(kernel, "SIGKILL");
  const error = await client.next("iopub", "error", id);
  assert.match(String(error.evalue), /^The kernel was ended from outside \(SIGKILL\)/);
  assert.match((error.traceback as string[]).join("\n"), /names are gone.*next cell starts a new kernel/);
  for (const asked of [id, waiting]) {
    const reply = await client.next("shell", "execute_reply", asked);
    assert.deepEqual([reply.status, reply.ename], ["error", "KernelDied"]);
    await client.idle(asked);
  }
  await restarting(client);
  assert.equal((await client.run("console.log(typeof kernelOfBefore)")).text, "undefined\n");
});

test("process.exit() in a cell is told by its name", async () => {
  await using client = await Client.start();
  await client.next("iopub", "iopub_welcome");
  const { reply } = await client.run("process.exit(0)");
  assert.match(String(reply.evalue), /process\.exit\(\) was called/);
});

test("a kernel that dies between two cells is told under the next one", async () => {
  await using client = await Client.start();
  await client.next("iopub", "iopub_welcome");
  await client.run("1");
  const [, kernel] = client.processes();
  process.kill(kernel, "SIGKILL");
  await gone([kernel]);
  await restarting(client);
  assert.match((await client.run("2")).text, /^Before this cell, the kernel was ended from outside/);
  assert.equal((await client.run("3")).text, "");
});

test("what is forged, replayed or no message is dropped, and the front lives on", async () => {
  await using client = await Client.start();
  await client.next("iopub", "iopub_welcome");
  const forged = client.frames("execute_request", { code: 'console.log("forged")' });
  forged[1] = Buffer.from("0".repeat(64));
  client.sendFrames(forged);
  const unsigned = client.frames("execute_request", { code: 'console.log("unsigned")' });
  unsigned[1] = Buffer.from("");
  client.sendFrames(unsigned);
  client.sendFrames(["no message"]);
  client.sendFrames(["<IDS|MSG>"]);
  client.sendFrames(["<IDS|MSG>", "", "{", "{", "{", "{"]);
  client.send("of_a_newer_protocol_request", {});
  const twice = client.frames("execute_request", {
    ...{ code: 'console.log("once")', silent: false, store_history: true, user_expressions: {} },
    ...{ allow_stdin: false, stop_on_error: true },
  });
  client.sendFrames(twice);
  client.sendFrames(twice);
  const { reply, text } = await client.run('console.log("after")');
  assert.deepEqual([reply.status, reply.execution_count, text], ["ok", 2, "after\n"]);
  assert.equal((await client.next("iopub", "stream")).text, "once\n");
});

test("comm messages go both ways, and bytes in them arrive as base64", async () => {
  const client = await front();
  const id = client.execute(`
    const stream = globalThis[Symbol.for("noisebook.host")].openStream("echo");
    stream.onRequest = (data) => stream.send({ got: data, bytes: new Uint8Array([1, 2, 255]) });`);
  const { comm_id, target_name } = await client.next("iopub", "comm_open", id);
  assert.equal(target_name, "echo");
  await client.next("shell", "execute_reply", id);
  await client.idle(id);
  client.send("comm_msg", { comm_id, data: { a: 1 } });
  const answer = await client.next("iopub", "comm_msg");
  assert.deepEqual(answer, { comm_id, data: { got: { a: 1 }, bytes: "AQL/" } });
});

test("a cell asks the client that runs it for input, and reads the answer", async () => {
  const client = await front();
  const id = client.execute('console.log("hello " + prompt("Name?"))', { allow_stdin: true });
  assert.deepEqual(await client.next("stdin", "input_request", id), { prompt: "Name?", password: false });
  client.send("input_reply", { value: "Ada" }, "stdin");
  await client.next("shell", "execute_reply", id);
  assert.equal((await client.next("iopub", "stream", id)).text, "hello Ada\n");
  await client.idle(id);
});

test("the ipc transport works as well", { skip: process.platform === "win32" }, async () => {
  await using client = await Client.start({ transport: "ipc" });
  await client.next("iopub", "iopub_welcome");
  assert.equal((await client.run('console.log("by file")')).text, "by file\n");
});
