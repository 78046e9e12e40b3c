// Nothing that the runtime works out needs a read that cannot wait, and all of it is as on plain JavaScript.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { reads } from "./reads.ts";

const run = promisify(execFile);

async function onCpu(): Promise<Record<string, number[]>> {
  const { stdout } = await run(process.execPath, [path.resolve("dist/test/conformance/reads-main.mjs")], {
    env: { ...process.env, NOISEBOOK_BACKEND: "cpu" },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Record<string, number[]>;
}

const meant = onCpu();

for (const [name, read] of Object.entries(reads)) {
  test(`${name}: as on the cpu backend`, async () => {
    const [ours, theirs] = [await read(), (await meant)[name]];
    assert.equal(ours.length, theirs.length);
    ours.forEach((value, i) =>
      assert.ok(
        Math.abs(value - theirs[i]) <= 2e-3 * Math.max(Math.abs(theirs[i]), 0.05),
        `number ${i}: ${value}, not ${theirs[i]}`,
      ),
    );
  });
}
