import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sharedKernel } from "./start-kernel.ts";

const kernel = sharedKernel();

test("prompt and confirm wait for the person, without an await", async () => {
  const session = await kernel();
  const asked: string[] = [];
  const { value, text } = await session.run(
    'console.log("first"); const name = prompt("Name?"); const sure = confirm("Sure?"); `${name} ${sure}`',
    (prompt) => {
      asked.push(prompt);
      return prompt === "Name?" ? "Ada 🦊" : "yes";
    },
  );
  assert.equal(value, "Ada 🦊 true");
  assert.equal(text, "first\n");
  assert.deepEqual(asked, ["Name?", "Sure? [y/N]"]);
});

test("no answer is null, and an empty one is the default", async () => {
  const session = await kernel();
  assert.equal((await session.run('prompt("x") === null', () => null)).value, "true");
  assert.equal((await session.run('prompt("x", "five")', () => "")).value, "five");
});

test("readline reads the lines that the person types", async () => {
  const session = await kernel();
  const answers = ["one", "two"];
  const { text } = await session.run(
    `import { createInterface } from "node:readline/promises";
     const lines = createInterface({ input: process.stdin, output: process.stdout });
     const a = await lines.question("A? ");
     const b = await lines.question("B? ");
     lines.close();
     console.log([a, b].join("+"))`,
    () => answers.shift() ?? null,
  );
  assert.match(text, /A\? B\? one\+two\n$/);
});

test("a front that cannot ask is told so", async () => {
  const session = await kernel();
  const { reply } = await session.run('prompt("Name?")');
  assert.ok(reply.status === "error");
  assert.match(reply.evalue, /cannot ask a person/);
});

test("an interrupt ends a cell that waits for an answer, and the next question is asked anew", async () => {
  const session = await kernel();
  const execution = session.kernel.start('prompt("never")', { index: 0, id: "a" }, () => undefined, true);
  await sleep(200);
  session.kernel.interrupt();
  const reply = await execution.reply;
  assert.equal(reply.status === "error" && reply.ename, "Interrupted");
  session.kernel.answer("too late");
  assert.equal((await session.run('prompt("again")', () => "in time")).value, "in time");
});
