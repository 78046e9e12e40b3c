import assert from "node:assert/strict";
import test from "node:test";
import { until } from "../../vscode/seen/until.ts";
import { sharedKernel, startKernel } from "./start-kernel.ts";

const kernel = sharedKernel();

/** Makes a value that is shown as `name` first, and as what its follow-up says then. */
const declared = `var followed = (name, followUp) => ({
  [Symbol.for("Jupyter.display")]: () =>
    Object.assign({ "text/plain": name }, { [Symbol.for("noisebook.followUp")]: followUp }),
});`;

const texts = (outputs: readonly { header: { msg_type: string }; content: unknown }[]): string[] =>
  outputs.map(({ header, content }) => {
    const { data } = content as { data: Record<string, string> };
    return `${header.msg_type} ${data["text/plain"]}`;
  });

test("a cell ends with what its value lacked at first, where the front takes nothing later", async () => {
  const session = await kernel();
  const { outputs, reply } = await session.run(`${declared}
    followed("first", async (show, pace) => { await pace(); show({ "text/plain": "then" }); await pace(); show({ "text/plain": "last" }) })`);
  assert.equal(reply.status, "ok");
  assert.deepEqual(texts(outputs), [
    "display_data first",
    "update_display_data then",
    "update_display_data last",
  ]);
});

test("where the front takes it, it comes after the cell's end, under that cell", async () => {
  await using session = await startKernel(process.cwd(), { late: true });
  const { outputs } = await session.run(`${declared}
    followed("first", async (show, pace) => {
      while (!globalThis.asked) await pace();
      show({ "text/plain": "later" });
    })`);
  assert.deepEqual(texts(outputs), ["display_data first"]);
  await session.run("globalThis.asked = true");
  await until(() => session.stray.length > 0, "nothing came");
  assert.deepEqual(texts(session.stray), ["update_display_data later"]);
  assert.equal(session.stray[0].parent_header?.msg_id, outputs[0].parent_header?.msg_id);
});

test("an output that is replaced is not replaced again by what the first lacked", async () => {
  const session = await kernel();
  const { outputs } = await session.run(`${declared}
    const { display } = await import("noisebook/display");
    const shown = await display(followed("first", async (show, pace) => {
      for (let i = 0; i < 3; i++) await pace();
      show({ "text/plain": "too late" });
    }));
    await shown.update("second");`);
  assert.deepEqual(texts(outputs), ["display_data first", "update_display_data second"]);
});

test("an interrupt ends a follow-up that never would, and the cell with it", async () => {
  const session = await kernel();
  const running = session.run(`${declared}
    followed("first", async (show, pace) => { for (;;) await pace(); })`);
  setTimeout(() => session.kernel.interrupt(), 300);
  const { outputs } = await running;
  assert.deepEqual(texts(outputs), ["display_data first"]);
  assert.equal((await session.run("1 + 1")).value, "2");
});

test("a follow-up that throws says so, and ends nothing else", async () => {
  const session = await kernel();
  const { outputs, reply } = await session.run(`${declared}
    followed("first", async () => { throw new Error("it broke") })`);
  assert.equal(reply.status, "ok");
  assert.deepEqual(
    outputs.map(({ header }) => header.msg_type),
    ["display_data", "stream"],
  );
  const { name, text } = outputs[1].content as { name: string; text: string };
  assert.equal(name, "stderr");
  assert.match(text, /^Uncaught Error: it broke/);
  assert.equal((await session.run("1 + 1")).value, "2");
});
