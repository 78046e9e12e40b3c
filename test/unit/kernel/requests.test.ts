import assert from "node:assert/strict";
import test from "node:test";
import path from "node:path";
import { KernelProcess } from "../../../src/client/index.ts";
import { header, type FromKernel, type ToKernel } from "../../../src/protocol/index.ts";

/** A kernel to which a test speaks in messages; `ask` resolves with all that came of one when it is idle. */
async function startRaw() {
  const waiting = new Map<string, { got: FromKernel[]; done: (got: FromKernel[]) => void }>();
  const kernel = new KernelProcess({
    node: process.execPath,
    main: path.resolve("dist/kernel/main.mjs"),
    folder: process.cwd(),
    onStrayOutput: () => undefined,
    onRawText: () => undefined,
    onExit: () => undefined,
    onMessage(message) {
      const id = message.parent_header?.msg_id ?? "";
      const one = waiting.get(id);
      one?.got.push(message);
      if (message.header.msg_type === "status" && "execution_state" in message.content)
        if (message.content.execution_state === "idle") one?.done(one.got);
    },
  });
  await kernel.ready();
  return {
    ask(type: string, content: unknown): Promise<FromKernel[]> {
      const message = {
        channel: "shell",
        header: header(type, "test"),
        parent_header: null,
        metadata: {},
        content,
      };
      return new Promise((done) => {
        waiting.set(message.header.msg_id, { got: [], done });
        kernel.send(message as unknown as ToKernel); // wrong ones too
      });
    },
    [Symbol.asyncDispose]: () => kernel.stop(),
  };
}

const types = (messages: FromKernel[]) => messages.map(({ header }) => header.msg_type);
const replyOf = (messages: FromKernel[]) =>
  messages.find(({ header }) => header.msg_type.endsWith("_reply"))?.content as Record<string, unknown>;

test("a cell is busy, echoed, shown, replied to and idle, in this order", async () => {
  await using kernel = await startRaw();
  const got = await kernel.ask("execute_request", { code: "console.log(1); 2" });
  assert.deepEqual(types(got), [
    "status",
    "execute_input",
    "stream",
    "execute_result",
    "execute_reply",
    "status",
  ]);
});

test("a silent cell publishes nothing, and counts as nothing", async () => {
  await using kernel = await startRaw();
  const got = await kernel.ask("execute_request", { code: "let quiet = 1; console.log(1); 2", silent: true });
  assert.deepEqual(types(got), ["status", "execute_reply", "status"]);
  assert.equal(replyOf(got)["execution_count"], 0);
  const next = await kernel.ask("execute_request", { code: "quiet", store_history: false });
  assert.equal(replyOf(next)["execution_count"], 0);
  assert.equal(replyOf(await kernel.ask("execute_request", { code: "quiet" }))["execution_count"], 1);
});

test("user expressions are evaluated beside the cell, each with its value or its error", async () => {
  await using kernel = await startRaw();
  const got = await kernel.ask("execute_request", {
    code: "let a = 20",
    user_expressions: { twice: "2 * a", bad: "missing.x" },
  });
  const { twice, bad } = replyOf(got)["user_expressions"] as Record<string, Record<string, unknown>>;
  assert.deepEqual(twice, { status: "ok", data: { "text/plain": "40" }, metadata: {} });
  assert.equal(bad["ename"], "ReferenceError");
});

test("what waits behind a cell that fails is aborted, unless that cell says otherwise", async () => {
  await using kernel = await startRaw();
  const failing = { code: 'await 0; throw new Error("no")' };
  const [, second] = await Promise.all([
    kernel.ask("execute_request", failing),
    kernel.ask("execute_request", { code: "1" }),
  ]);
  assert.equal(replyOf(second)["status"], "aborted");
  const [, other] = await Promise.all([
    kernel.ask("execute_request", { ...failing, stop_on_error: false }),
    kernel.ask("execute_request", { code: "1" }),
  ]);
  assert.equal(replyOf(other)["status"], "ok");
});

test("a value whose bundle cannot be sent fails its cell, and the next one runs", async () => {
  await using kernel = await startRaw();
  const code = '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": () => 1 }) })';
  const got = await kernel.ask("execute_request", { code });
  assert.equal(replyOf(got)["ename"], "DataCloneError");
  assert.equal(replyOf(await kernel.ask("execute_request", { code: "1" }))["status"], "ok");
});

test("a request with the wrong content is refused with what is wrong, and the kernel lives", async () => {
  await using kernel = await startRaw();
  const reply = replyOf(await kernel.ask("execute_request", { code: 42 }));
  assert.equal(reply["status"], "error");
  assert.match(String(reply["evalue"]), /code must be a string/);
  assert.equal(replyOf(await kernel.ask("kernel_info_request", {}))["implementation"], "noisebook");
});

test("a comm to a target that nobody accepts is closed; open ones are listed", async () => {
  await using kernel = await startRaw();
  const got = await kernel.ask("comm_open", { comm_id: "c1", target_name: "nobody", data: {} });
  assert.ok(types(got).includes("comm_close"));
  await kernel.ask("execute_request", {
    code: `const host = globalThis[Symbol.for("noisebook.host")];
      let heard = "";
      host.onStream("echo", (stream, data) => { heard += data.first; stream.onRequest = (more) => stream.send(more) });
      const mine = host.openStream("mine");`,
  });
  await kernel.ask("comm_open", { comm_id: "c2", target_name: "echo", data: { first: "hello" } });
  const echoed = await kernel.ask("comm_msg", { comm_id: "c2", data: { n: 1 } });
  assert.ok(types(echoed).length > 0);
  const { comms } = replyOf(await kernel.ask("comm_info_request", {})) as { comms: Record<string, object> };
  assert.deepEqual(Object.values(comms), [{ target_name: "mine" }, { target_name: "echo" }]);
  assert.deepEqual(replyOf(await kernel.ask("comm_info_request", { target_name: "echo" }))["comms"], {
    c2: { target_name: "echo" },
  });
  const heard = await kernel.ask("execute_request", { code: "heard" });
  const result = heard.find(({ header }) => header.msg_type === "execute_result");
  assert.deepEqual((result?.content as { data: unknown }).data, { "text/plain": "hello" });
});
