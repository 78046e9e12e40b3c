import assert from "node:assert/strict";
import test from "node:test";
import { startKernel } from "./start-kernel.ts";

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

test("what a cell leaves to a timer is told under that cell, also while another runs", async () => {
  await using session = await startKernel();
  await session.run(`
    setTimeout(() => { console.log("late"); throw new Error("late failure") }, 150);
    function throwSoon() { setTimeout(() => { throw new Error("began in cell 2") }, 50) }`);
  const { text } = await session.run(
    'throwSoon(); await new Promise((done) => setTimeout(done, 400)); console.log("mine")',
  );
  assert.match(text, /Uncaught Error: began in cell 2[^]*mine\n$/);
  assert.doesNotMatch(text, /late/);
  const late = session.stray.map(({ content }) => (content as { text: string }).text).join("");
  assert.match(late, /^late\nUncaught Error: late failure/);
});

test("a loop that a cell leaves running prints under that cell", async () => {
  await using session = await startKernel();
  await session.run(
    'const loop = (async () => { for (let i = 0; i < 5; i++) { await new Promise((done) => setTimeout(done, 30)); console.log("tick " + i) } })();',
  );
  const { text } = await session.run(
    'console.log("a"); await new Promise((done) => setTimeout(done, 100)); console.log("b"); await loop; console.log("c");',
  );
  assert.equal(text, "a\nb\nc\n");
  const late = session.stray.map(({ content }) => (content as { text: string }).text).join("");
  assert.equal(late, "tick 0\ntick 1\ntick 2\ntick 3\ntick 4\n");
});

test("an error's cause is told with it", async () => {
  await using session = await startKernel();
  const { reply } = await session.run(
    'try { null!.x } catch (cause) {\n  throw new Error("outer", { cause }) }',
  );
  assert.ok(reply.status === "error");
  assert.match(
    reply.traceback.join("\n"),
    /Error: outer\ncell 1, line 2[^]*caused by TypeError[^]*cell 1, line 1/,
  );
});
