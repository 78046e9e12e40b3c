import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";

interface Result {
  code: number;
  stdout: string;
  stderr: string;
  /** The executed notebook, where --out wrote one. */
  executed: { cells: { execution_count: number | null; outputs: Record<string, unknown>[] }[] } | null;
}

/** Runs `noisebook run` on a notebook of these cells, as a person would. */
async function noisebookRun(
  cells: string[],
  metadata: object = { language_info: { name: "typescript" } },
): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  try {
    const file = path.join(folder, "a.ipynb");
    const list = cells.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    }));
    await writeFile(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: list }));
    const out = path.join(folder, "out.ipynb");
    const result = await command(["run", file, "--out", out]);
    const executed = await readFile(out, "utf8").then(
      (text) => JSON.parse(text) as Result["executed"],
      () => null,
    );
    return { ...result, executed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const command = (args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ["bin/noisebook.mjs", ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });

test("what a cell has asked to read stands under it", async () => {
  const { code, executed } = await noisebookRun(["Math.hypot?"]);
  assert.equal(code, 0);
  const [{ output_type, data }] = executed?.cells[0].outputs ?? [];
  assert.equal(output_type, "display_data");
  assert.match(JSON.stringify(data), /Math\.hypot/);
});

test("all cells run, and the executed notebook holds every output", async () => {
  const { code, stdout, executed } = await noisebookRun(['const a = 2\nconsole.log("hello")', "a * 21"]);
  assert.equal(code, 0);
  assert.match(stdout, /✓ \[1\/2\] const a = 2/);
  assert.deepEqual(
    executed?.cells.map((cell) => [cell.execution_count, cell.outputs]),
    [
      [1, [{ output_type: "stream", name: "stdout", text: "hello\n" }]],
      [
        2,
        [{ output_type: "execute_result", data: { "text/plain": "42" }, metadata: {}, execution_count: 2 }],
      ],
    ],
  );
});

test("colour codes and cursor movements stay out of a pipe", async () => {
  const { stdout } = await noisebookRun(["await new Promise((done) => setTimeout(done, 600))"]);
  assert.equal(stdout.includes("\x1b"), false);
});

test("the first error ends the run: its cell, line and message, a non-zero code, outputs so far kept", async () => {
  const { code, stderr, executed } = await noisebookRun([
    'console.log("kept")',
    "// a comment\nnull!.x",
    "1",
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /TypeError: Cannot read properties of null/);
  assert.match(stderr, /cell 2, line 2/);
  assert.deepEqual(
    executed?.cells.map(({ outputs }) => outputs.length),
    [1, 1, 0],
  );
});

test("a kernel that dies is told with its cell", async () => {
  const { code, stderr } = await noisebookRun([
    "1",
    'process.kill(process.pid, "SIGKILL"); await new Promise(() => {})',
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /In cell 2, the kernel was ended from outside \(SIGKILL\)/);
});

test("a Python notebook is told apart", async () => {
  const { code, stderr } = await noisebookRun(["print(1)"], {
    kernelspec: { language: "python", name: "python3" },
  });
  assert.equal(code, 2);
  assert.match(stderr, /cell 1 is python; Noisebook runs TypeScript/);
});

test("a file that is missing, a folder, or no notebook is told in one line", async () => {
  for (const [file, said] of [
    ["nowhere.ipynb", /^nowhere\.ipynb: there is no such file\.\n$/],
    ["src", /^src: it is a folder/],
    ["LICENSE", /^LICENSE: it is not a notebook: its text is not JSON/],
  ] as const) {
    const { code, stderr } = await command(["run", file]);
    assert.equal(code, 2);
    assert.match(stderr, said);
  }
});
