import assert from "node:assert/strict";
import net from "node:net";
import path from "node:path";
import test from "node:test";
import { KernelProcess } from "../../../src/client/index.ts";
import { encodeFrame } from "../../../src/protocol/node/frames.ts";
import { header, type FromKernel, type ToKernel } from "../../../src/protocol/index.ts";

/** Numbers in [0, 1) from a seed (mulberry32), so that a failure can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(20_261_124);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
const repeat = (times: number, make: () => string): string => Array.from({ length: times }, make).join("");

/** Pieces of cells: what is right, what is wrong, and what tries to escape. None blocks by itself. */
const pieces = [
  "const a = 1;",
  "let a = 2;",
  "class A { #x = 1; get x() { return this.#x } }",
  "enum E { A, B }",
  "namespace N { export const x = 1 }",
  "function f() { return f }",
  "await 0;",
  "for await (const x of [1, 2]) { a }",
  'console.log("text");',
  'console.error("é🦊\\u0000");',
  'throw new Error("x");',
  "throw null;",
  "throw new Proxy({}, { get() { throw 1 } });",
  "{ const e = new Error('loop'); e.cause = e; throw e }",
  "Object.defineProperty(new Error(), 'message', { get() { throw 1 } })",
  "({ [Symbol.for('Jupyter.display')]: () => { throw new Error('display') } })",
  "({ [Symbol.for('Jupyter.display')]: () => 7 })",
  "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': () => 1 }) })",
  "new Proxy({}, { has() { throw 1 }, get() { throw 1 } })",
  "Promise.reject(new Error('left'));",
  "setTimeout(() => { throw new Error('later') }, 0);",
  "queueMicrotask(() => { throw undefined });",
  "process.emit('SIGINT');",
  "process.stdout.write(Buffer.from([255, 0]));",
  "globalThis.__noisebook__ = globalThis.__noisebook__;",
  "import fs from 'node:fs';",
  "import nothing from 'not-there';",
  "import { join } from 'node:path';",
  "import type { X } from './nowhere';",
  "export default 5",
  "@(x => x) class D {}",
  "label: for (;;) { break label }",
  "`${`${1}`}`",
  "/[/]/u",
  "}",
  "(",
  "`",
  "/*",
  "\u2028",
  "\ud800",
  "#!/usr/bin/env node",
  "<T>(x: T) => x",
  "a",
  ";",
];

const wrong = [
  null,
  undefined,
  0,
  -1,
  1.5,
  NaN,
  true,
  "",
  "text",
  [],
  {},
  [null],
  { code: 1 },
  "\ud800",
  2 ** 53,
];
const types = [
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
  "comm_open",
  "comm_msg",
  "comm_close",
  "kernel_info_request",
  "input_reply",
  "no_such_request",
  "",
];
const fields = [
  "code",
  "silent",
  "cursor_pos",
  "user_expressions",
  "comm_id",
  "target_name",
  "data",
  "session",
  "value",
];

const randomContent = (): unknown =>
  random() < 0.1
    ? pick(wrong)
    : // A random cell that fails must not abort those that the test counts.
      Object.fromEntries([
        ["stop_on_error", false],
        ...Array.from({ length: Math.floor(random() * 4) }, () => [pick(fields), pick(wrong)]),
      ]);

/** A kernel that a test speaks to in messages; every message of it is kept by the request it names. */
async function startFuzzed() {
  const byParent = new Map<string, FromKernel[]>();
  const exits: string[] = [];
  let heard: () => void = () => undefined;
  const kernel = new KernelProcess({
    node: process.execPath,
    main: path.resolve("dist/kernel/main.mjs"),
    folder: process.cwd(),
    onStrayOutput: () => undefined,
    onRawText: () => undefined,
    onExit: (reason) => exits.push(reason),
    onMessage(message) {
      const id = message.parent_header?.msg_id ?? "";
      byParent.set(id, [...(byParent.get(id) ?? []), message]);
      heard();
    },
  });
  await kernel.ready();
  const sent = new Set<string>([""]);
  const send = (type: string, content: unknown, others: object = {}): string => {
    const message = {
      channel: "shell",
      header: header(type, "fuzz"),
      parent_header: null,
      metadata: {},
      content,
      ...others,
    };
    const { header: sentHeader } = message as { header: { msg_id?: unknown } | null | undefined };
    const id = String(sentHeader?.msg_id);
    sent.add(id);
    kernel.send(message as unknown as ToKernel); // wrong ones too
    return id;
  };
  const repliesTo = (id: string): FromKernel[] =>
    (byParent.get(id) ?? []).filter(({ header }) => header.msg_type.endsWith("_reply"));
  const replied = async (id: string): Promise<FromKernel> => {
    const late = setTimeout(() => heard(), 20_000);
    while (!repliesTo(id).length) {
      const before = performance.now();
      await new Promise<void>((resolve) => (heard = resolve));
      assert.deepEqual(exits, [], "the kernel ended");
      assert.ok(performance.now() - before < 19_000, "the kernel hangs");
    }
    clearTimeout(late);
    return repliesTo(id)[0];
  };
  return { kernel, exits, byParent, sent, send, repliesTo, replied };
}

test("2,000 random cells and messages: every cell gets its own answer, and the kernel lives", async () => {
  const fuzzed = await startFuzzed();
  const { kernel, byParent, sent, send, repliesTo, replied } = fuzzed;
  try {
    for (let round = 0; round < 40; round++) {
      const cells: string[] = [];
      for (let i = 0; i < 50; i++) {
        if (random() < 0.5) {
          const code = repeat(1 + Math.floor(random() * 4), () => pick(pieces) + pick(["\n", " ", ""]));
          cells.push(send("execute_request", { code, stop_on_error: false, silent: random() < 0.1 }));
        } else if (random() < 0.8) send(pick(types), randomContent());
        else send(pick(types), randomContent(), { header: pick(wrong), metadata: pick(wrong) });
      }
      const last = send("execute_request", { code: `"round ${round}"`, stop_on_error: false });
      await replied(last);
      for (const id of cells)
        assert.equal(repliesTo(id).length, 1, `a cell of round ${round} has not one answer`);
      const result = byParent.get(last)?.find(({ header }) => header.msg_type === "execute_result");
      assert.ok(result, JSON.stringify(byParent.get(last)));
      assert.deepEqual((result.content as { data: unknown }).data, { "text/plain": `round ${round}` });
      // An endless cell in between: it must end, and nothing of it may reach the next one.
      if (round % 10 === 5) {
        const endless = send("execute_request", {
          code: pick(["while (true) {}", "await new Promise(() => {})"]),
        });
        setTimeout(() => kernel.interrupt(), 100);
        const reply = (await replied(endless)).content as { status: string; ename: string };
        assert.equal(reply.ename, "Interrupted");
      }
    }
    for (const id of byParent.keys()) assert.ok(sent.has(id), "an answer to a request that was never made");
  } finally {
    await kernel.stop();
  }
});

test("frames that are no messages are passed over, and strangers are turned away", async () => {
  const { kernel, send, replied } = await startFuzzed();
  const { socket } = kernel.address;
  const bytes = (length: number): Buffer =>
    Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  try {
    for (let i = 0; i < 100; i++) {
      const stranger = net.connect(socket);
      stranger.on("error", () => undefined);
      const huge = Buffer.from([0xff, 0xff, 0xff, 0xff]);
      stranger.write(
        pick([
          bytes(Math.floor(random() * 300)),
          huge,
          Buffer.alloc(4),
          encodeFrame({ noisebook: 1, key: pick(wrong) }),
          encodeFrame({ channel: "shell", header: header("shutdown_request", "x"), content: {} }),
        ]),
      );
      stranger.end();
      await new Promise((closed) => stranger.once("close", closed));
    }
    // From the front itself: what is not even a message.
    for (const frame of [undefined, null, 7, "text", [], {}, { header: {} }, new Map(), new Uint8Array(1e6)])
      kernel.send(frame as never);
    const id = send("execute_request", { code: '"alive"' });
    assert.equal(((await replied(id)).content as { status: string }).status, "ok");
  } finally {
    await kernel.stop();
  }
});
