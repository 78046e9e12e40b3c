// A training from the same seed gives the same losses as on plain JavaScript.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);

async function lossesOn(backend: string): Promise<Record<string, number[]>> {
  const script = path.resolve("dist/test/conformance/train-main.mjs");
  const { stdout } = await run(process.execPath, [script], {
    env: { ...process.env, NOISEBOOK_BACKEND: backend },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Record<string, number[]>;
}

const here = process.env.NOISEBOOK_BACKEND || "auto";

test("a training from the same seed has the same losses as on the cpu backend", async () => {
  const [ours, meant] = [await lossesOn(here), await lossesOn("cpu")];
  assert.deepEqual(Object.keys(ours), ["mlp", "unet"]);
  for (const [name, losses] of Object.entries(ours)) {
    assert.ok(losses.at(-1)! !== losses[0], `${name} does not train`);
    losses.forEach((loss, i) =>
      assert.ok(
        Math.abs(loss - meant[name][i]) <= 2e-3 * meant[name][i],
        `${name}, step ${i + 1}: ${loss} on ${here}, ${meant[name][i]} on cpu`,
      ),
    );
  }
});
