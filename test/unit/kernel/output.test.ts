import assert from "node:assert/strict";
import test from "node:test";
import { sharedKernel, startKernel } from "./start-kernel.ts";

const kernel = sharedKernel();

test("console output comes in its order, between the displays it surrounds", async () => {
  const session = await kernel();
  const { outputs, text } = await session.run(`
    const host = globalThis[Symbol.for("noisebook.host")];
    console.log("one"); console.error("two"); host.display({ "text/plain": "shown" }); console.log("three")`);
  assert.equal(text, "one\ntwo\nthree\n");
  assert.deepEqual(
    outputs.map(({ header }) => header.msg_type),
    ["stream", "stream", "display_data", "stream"],
  );
});

test("a hundred thousand lines come whole, in few messages", async () => {
  const session = await kernel();
  const { outputs, text } = await session.run('for (let i = 0; i < 1e5; i++) console.log("line " + i)');
  assert.equal(text, Array.from({ length: 1e5 }, (_, i) => `line ${i}\n`).join(""));
  assert.ok(outputs.length < 500, `${outputs.length} messages`);
});

test("of 300,000 lines head and tail are kept, and the cut says how much it took", async () => {
  const session = await kernel();
  const { text } = await session.run('for (let i = 0; i < 3e5; i++) console.log("line " + i)');
  const numbers = [...text.matchAll(/^line (\d+)$/gm)].map(([, number]) => Number(number));
  const gap = numbers.findIndex((number, i) => number !== i);
  const [, lines = ""] = /([\d,]+) lines \(/.exec(text) ?? [];
  const dropped = Number(lines.replaceAll(",", ""));
  assert.ok(gap > 50_000 && text.length < 3e6, `${gap} lines, ${text.length} characters`);
  assert.equal(numbers.at(-1), 299_999);
  assert.equal(numbers[gap], gap + dropped, "the count is not what is missing");
  assert.equal(numbers.length + dropped, 3e5);
});

test("what is printed while a cell blocks arrives while it blocks", async () => {
  await using session = await startKernel();
  const seen = new Promise<string>((resolve) => {
    void session.kernel
      .execute('console.log("before"); while (true) {}', { index: 0, id: "a" }, ({ content }) => {
        if ("text" in content) resolve(content.text);
      })
      .catch(() => undefined);
  });
  assert.equal(await seen, "before\n");
});

test("clear_output empties a cell and lets it print as much again", async () => {
  const session = await kernel();
  const { outputs } = await session.run(`
    const { clearOutput } = await import("noisebook/display");
    console.log("old"); clearOutput({ wait: true }); console.log("new")`);
  assert.deepEqual(
    outputs.map(({ header, content }) => [
      header.msg_type,
      "wait" in content ? content.wait : (content as { text: string }).text,
    ]),
    [
      ["stream", "old\n"],
      ["clear_output", true],
      ["stream", "new\n"],
    ],
  );
});
