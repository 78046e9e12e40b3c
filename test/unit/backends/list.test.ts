import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { BackendProblem, listBackends } from "../../../src/backends/index.ts";
import { check } from "../../../src/backends/check.ts";

const surroundings = { node: process.execPath, env: {}, dist: path.resolve("dist") };
const { signal } = new AbortController();

test("Every backend is tried, and the list says what it runs on or why it does not run.", async () => {
  process.env.NOISEBOOK_CACHE = path.resolve("dist", "no-cache");
  const listed = await listBackends("auto", surroundings, signal);
  assert.deepEqual(
    listed.map(({ name, runs, chosen }) => [name, runs, chosen]),
    [
      ["native", false, false],
      ["webgpu", false, false],
      ["wasm", true, true],
      ["cpu", true, false],
    ],
  );
  const [native, , wasm] = listed;
  assert.ok(!native.runs && native.why === "not installed: noisebook backend install native");
  assert.ok(wasm.runs && /^CPU, \d threads?$/.test(wasm.device) && wasm.library.startsWith("tfjs "));
});

test("A backend that cannot start is told with its reason.", async () => {
  process.env.NOISEBOOK_CACHE = path.resolve("dist", "no-cache");
  await assert.rejects(
    check("native", surroundings, signal),
    (error) =>
      error instanceof BackendProblem &&
      /it is not installed\. Install it/.test(error.message) &&
      // Nothing but the reason: no stack, and none of our files.
      !/\n|file:|node:/.test(error.message),
  );
});
