import assert from "node:assert/strict";
import test from "node:test";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KernelProcess, type CellOutput } from "../../../src/client/index.ts";
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

test("a front that comes back finds the names, the running cell and what it missed", async () => {
  const first = start(30);
  await first.ready();
  await first.execute("let kept = 5;", place, () => undefined);
  const code =
    'for (let i = 0; i < 20; i++) { console.log("tick " + i); await new Promise((d) => setTimeout(d, 50)) }';
  const running = first.start(code, place, () => undefined);
  await sleep(150);
  first.detach();
  await sleep(150);

  const found = await KernelProcess.attach(first.address, listeners);
  assert.ok(found);
  const { kernel, pending } = found;
  try {
    assert.deepEqual(pending, [{ msg_id: running.id, code, cell: place }]);
    const outputs: CellOutput[] = [];
    const reply = await kernel.follow(running.id, (output) => outputs.push(output)).reply;
    assert.equal(reply.status, "ok");
    const text = outputs.map(({ content }) => (content as { text: string }).text).join("");
    const ticks = [...text.matchAll(/tick (\d+)/g)].map(([, tick]) => Number(tick));
    const [firstTick = 20] = ticks;
    assert.ok(firstTick < 10, `only from tick ${firstTick} on`);
    assert.deepEqual(
      ticks,
      Array.from({ length: 20 - firstTick }, (_, i) => firstTick + i),
    );
    let value: unknown;
    await kernel.execute("kept", place, ({ content }) => (value = (content as { data: object }).data));
    assert.deepEqual(value, { "text/plain": "5" });
  } finally {
    await kernel.stop();
  }
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
