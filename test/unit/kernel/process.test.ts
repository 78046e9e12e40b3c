import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { KernelDied } from "../../../src/client/index.ts";
import { startKernel } from "./start-kernel.ts";

test("values, names and imports pass from cell to cell", async () => {
  await using session = await startKernel();
  await session.run('import path from "node:path"; const base: string = "a"');
  const { reply, value } = await session.run('path.join(base, "b")');
  assert.deepEqual([reply.status, reply.execution_count], ["ok", 2]);
  assert.equal(value, "a/b");
});

test("console output comes in its order, between the displays it surrounds", async () => {
  await using session = await startKernel();
  const { outputs, text } = await session.run(`
    const host = globalThis[Symbol.for("noisebook.host")];
    console.log("one"); console.error("two"); host.display({ "text/plain": "shown" }); console.log("three")`);
  assert.equal(text, "one\ntwo\nthree\n");
  assert.deepEqual(
    outputs.map(({ header }) => header.msg_type),
    ["stream", "stream", "display_data", "stream"],
  );
});

test("a million lines arrive whole in few messages", async () => {
  await using session = await startKernel();
  const { outputs, text } = await session.run('for (let i = 0; i < 1e6; i++) console.log("line " + i)');
  const lines = text.split("\n");
  assert.equal(lines.length, 1_000_001);
  assert.equal(lines[999_999], "line 999999");
  assert.ok(outputs.length < 2000, `${outputs.length} messages`);
});

test("an error names the cells and lines that led to it, and no frame of ours", async () => {
  await using session = await startKernel();
  await session.run('type N = number;\nfunction boom(n: N): never {\n  throw new TypeError("no " + n);\n}');
  const { reply } = await session.run("await 0;\nboom(3)");
  assert.ok(reply.status === "error");
  assert.equal(reply.ename, "TypeError");
  assert.deepEqual(reply.traceback, [
    "TypeError: no 3",
    "cell 1, line 3, column 9 (in boom)",
    '  3 |   throw new TypeError("no " + n);',
    "    from cell 2, line 2, column 1",
  ]);
});

test("a missing package, file, module of ours or export is named, with what to do", async () => {
  await using session = await startKernel();
  const message = async (code: string) => {
    const { reply } = await session.run(code);
    return reply.status === "error" ? reply.evalue : assert.fail("it ran");
  };
  assert.match(
    await message('import x from "no-such-package-anywhere"'),
    /npm install no-such-package-anywhere/,
  );
  assert.match(await message('import "./no-such-file.js"'), /There is no file "\.\/no-such-file\.js"/);
  assert.match(
    await message('import { linear } from "noisebook/schedule"'),
    /Did you mean "noisebook\/schedules"/,
  );
  assert.match(await message('import { readFileSinc } from "node:fs"'), /did you mean "readFileSync"/);
  assert.match(
    await message('import { nothingLike } from "node:fs"; nothingLike()'),
    /has no export "nothingLike"/,
  );
});

for (const [what, code] of [
  ["a synchronous endless loop", "n = 7; while (true) {}"],
  ["an endless loop behind an await", "n = 7; await 0; while (true) {}"],
  ["an endless await", "n = 7; await new Promise(() => {})"],
  ["an endless chain of microtasks", "n = 7; while (true) await 0"],
  ["a blocking Atomics.wait", "n = 7; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
]) {
  test(`an interrupt ends ${what}, and every name keeps its value`, async () => {
    await using session = await startKernel();
    await session.run("let n = 1; const kept = { a: 1 }; function double(x: number) { return 2 * x }");
    const running = session.run(code);
    await sleep(200);
    session.kernel.interrupt();
    const { reply } = await running;
    assert.equal(reply.status === "error" && reply.ename, "Interrupted");
    assert.equal((await session.run("[n, kept.a, double(4)].join()")).value, "7,1,8");
  });
}

test("an interrupt in the midst of a gradient leaves tfjs as if it had never begun", async () => {
  await using session = await startKernel();
  await session.run(`
    import * as tf from "@tensorflow/tfjs";
    const w = tf.variable(tf.ones([8]));
    const state = () => [tf.engine().state.scopeStack.length, tf.engine().state.gradientDepth].join();`);
  const alive = async () => Number((await session.run("tf.memory().numTensors")).value);
  const before = await alive();
  const running = session.run("while (true) tf.tidy(() => void tf.variableGrads(() => w.square().sum()))");
  await sleep(300);
  session.kernel.interrupt();
  assert.equal((await running).reply.status, "error");
  assert.equal((await session.run("state()")).value, "0,0");
  // The operation that was cut in half may leave what it had just made.
  assert.ok((await alive()) <= before + 2, `${await alive()} tensors`);
  assert.equal(
    (await session.run("tf.variableGrads(() => w.square().sum()).grads[w.name].dataSync().join()")).value,
    "2,2,2,2,2,2,2,2",
  );
});

test("a cell sees its interrupt as an abort signal and may end by itself", async () => {
  await using session = await startKernel();
  const running = session.run(`
    const { signal } = globalThis[Symbol.for("noisebook.host")];
    let cleaned = false;
    try {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    } finally {
      cleaned = true;
    }`);
  await sleep(200);
  session.kernel.interrupt();
  const { reply } = await running;
  assert.equal(reply.status === "error" && reply.ename, "Interrupted");
  assert.equal((await session.run("cleaned")).value, "true");
});

test("an interrupt with no cell running leaves the next cell alone", async () => {
  await using session = await startKernel();
  await session.run("1");
  session.kernel.interrupt();
  await sleep(100);
  assert.equal((await session.run("2")).value, "2");
});

test("an error outside any cell's await is told and ends nothing", async () => {
  await using session = await startKernel();
  const { text } = await session.run(`
    setTimeout(() => { throw new Error("from a timer") }, 1);
    void Promise.reject(new Error("nobody waits"));
    await new Promise((done) => setTimeout(done, 50))`);
  assert.match(text, /Uncaught Error: nobody waits\ncell 1, line 3/);
  assert.match(text, /Uncaught Error: from a timer\ncell 1, line 2/);
  assert.equal((await session.run("1")).value, "1");
});

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

test("a kernel ends with its front, even while a cell blocks it", async () => {
  await using front = await startKernel();
  // This kernel plays the front: it starts a child of its own and is then killed.
  const { value } = await front.run(`
    import { fork } from "node:child_process";
    const child = fork("dist/kernel/main.mjs", [], { stdio: ["ignore", "ignore", "ignore", "ipc", "pipe"], serialization: "advanced" });
    await new Promise((ready) => child.once("message", ready));
    const header = { msg_id: "1", msg_type: "execute_request", session: "s", username: "u", date: "", version: "5.3" };
    child.send({ channel: "shell", header, parent_header: null, metadata: {}, content: { code: "while (true) {}", silent: false } });
    await new Promise((done) => setTimeout(done, 200));
    child.pid`);
  const pid = Number(value);
  assert.doesNotThrow(() => process.kill(pid, 0));
  await front.kernel.stop();
  for (let i = 0; i < 50 && isAlive(pid); i++) await sleep(100);
  assert.equal(isAlive(pid), false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a value shows itself by Symbol.for('Jupyter.display')", async () => {
  await using session = await startKernel();
  const { outputs } = await session.run(
    '({ [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "mine", "image/png": "AA==" }) })',
  );
  assert.deepEqual(
    outputs.map(({ content }) => (content as { data: unknown }).data),
    [{ "text/plain": "mine", "image/png": "AA==" }],
  );
});

test("a stream carries chunks out and requests in", async () => {
  await using session = await startKernel();
  const opened = new Promise<string>((resolve) => {
    void session.kernel.execute(
      `const stream = globalThis[Symbol.for("noisebook.host")].openStream("test");
       stream.send({ bytes: new Uint8Array([1, 2]) });
       const asked = await new Promise((resolve) => (stream.onRequest = resolve));
       stream.close();`,
      { index: 0, id: "a" },
      ({ header, content }) => {
        if (header.msg_type === "comm_msg") resolve((content as { comm_id: string }).comm_id);
      },
    );
  });
  session.kernel.request(await opened, { type: "pause" });
  assert.equal((await session.run("asked.type")).value, "pause");
});
