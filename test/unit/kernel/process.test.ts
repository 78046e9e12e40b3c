import assert from "node:assert/strict";
import test from "node:test";
import { startKernel } from "./start-kernel.ts";

test("values, names and imports pass from cell to cell", async () => {
  await using session = await startKernel();
  await session.run('import path from "node:path"; const base: string = "a"');
  const { reply, value } = await session.run('path.join(base, "b")');
  assert.deepEqual([reply.status, reply.execution_count], ["ok", 2]);
  assert.equal(value, "a/b");
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
