import assert from "node:assert/strict";
import test from "node:test";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KernelProcess, type CellOutput, type Execution } from "../../../src/client/index.ts";
import { isAlive } from "./is-alive.ts";

const listeners = { onStrayOutput: () => undefined, onRawText: () => undefined, onExit: () => undefined };
const start = (linger: number) =>
  new KernelProcess({
    ...listeners,
    node: process.execPath,
    main: path.resolve("dist/kernel/main.mjs"),
    folder: process.cwd(),
    linger,
  });
const place = { index: 3, id: "c" };

const textOf = (outputs: CellOutput[]) =>
  outputs
    .filter(({ header }) => header.msg_type === "stream")
    .map(({ content }) => (content as { text: string }).text)
    .join("");

test("a front that comes back finds the names, and the running cell with all of its output", async () => {
  const first = start(30);
  await first.ready();
  await first.execute("let kept = 5;", place, () => undefined);
  const code =
    'for (let i = 0; i < 20; i++) { console.log("tick " + i); await new Promise((d) => setTimeout(d, 50)) }';
  const began = Date.now();
  const running = first.start(code, place, () => undefined);
  await sleep(150);
  first.detach();
  await sleep(150);

  const found = await KernelProcess.attach(first.address, listeners);
  assert.ok(found);
  const { kernel, pending } = found;
  try {
    const [{ since, ...rest }] = pending;
    assert.deepEqual(rest, { msg_id: running.id, code, cell: place, cut: false });
    assert.ok(since >= began && since <= Date.now());
    const outputs: CellOutput[] = [];
    const reply = await kernel.follow(running.id, (output) => outputs.push(output)).reply;
    assert.equal(reply.status, "ok");
    assert.equal(outputs[0]?.header.msg_type, "execute_input");
    assert.equal(textOf(outputs), Array.from({ length: 20 }, (_, i) => `tick ${i}\n`).join(""));
    let value: unknown;
    await kernel.execute("kept", place, ({ content }) => (value = (content as { data: object }).data));
    assert.deepEqual(value, { "text/plain": "5" });
  } finally {
    await kernel.stop();
  }
});

test("a cell that ended while no front was there is told to the next one, and to none after it", async () => {
  const first = start(30);
  await first.ready();
  const code = "await new Promise((d) => setTimeout(d, 150)); console.log('done'); 42";
  const running = await new Promise<Execution>((begun) => {
    const execution = first.start(code, place, () => setImmediate(() => begun(execution)));
  });
  first.detach();
  await sleep(400);
  const found = await KernelProcess.attach(first.address, listeners);
  assert.ok(found);
  const outputs: CellOutput[] = [];
  const followed = found.kernel.follow(running.id, (output) => outputs.push(output));
  assert.equal((await followed.reply).status, "ok");
  assert.equal(textOf(outputs), "done\n");
  assert.equal(outputs.at(-1)?.header.msg_type, "execute_result");

  found.kernel.detach();
  const third = await KernelProcess.attach(first.address, listeners);
  assert.deepEqual(third?.pending, []);
  await third.kernel.stop();
});

test("a question without an answer is asked again, and only that", async () => {
  const first = start(30);
  await first.ready();
  const running = await new Promise<Execution>((begun) => {
    const code = "const a = prompt('first?'); prompt('second?') + a";
    const onOutput = ({ header, content }: CellOutput) => {
      if (header.msg_type !== "input_request") return;
      if ((content as { prompt: string }).prompt === "first?") first.answer("A");
      else begun(execution);
    };
    const execution = first.start(code, place, onOutput, true);
  });
  first.detach();
  const found = await KernelProcess.attach(first.address, listeners);
  assert.ok(found);
  const { kernel } = found;
  const asked: string[] = [];
  const outputs: CellOutput[] = [];
  const { reply } = kernel.follow(running.id, (output) => {
    outputs.push(output);
    if (output.header.msg_type !== "input_request") return;
    asked.push((output.content as { prompt: string }).prompt);
    kernel.answer("B");
  });
  assert.equal((await reply).status, "ok");
  assert.deepEqual(asked, ["second?"]);
  assert.deepEqual((outputs.at(-1)?.content as { data: object }).data, { "text/plain": "BA" });
  await kernel.stop();
});

test("a kernel that nobody comes back to ends", async () => {
  const kernel = start(1);
  await kernel.ready();
  const { pid, address } = kernel;
  kernel.detach();
  for (let i = 0; i < 50 && isAlive(pid); i++) await sleep(100);
  assert.equal(isAlive(pid), false);
  assert.equal(await KernelProcess.attach(address, listeners), null);
});

test("without the key nobody gets in", async () => {
  const kernel = start(0);
  await kernel.ready();
  try {
    assert.equal(await KernelProcess.attach({ ...kernel.address, key: "0".repeat(64) }, listeners), null);
    assert.equal((await kernel.execute("1", place, () => undefined)).status, "ok");
  } finally {
    await kernel.stop();
  }
});
