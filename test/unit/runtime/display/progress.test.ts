import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { progress } from "../../../../src/runtime/display/progress.ts";
import { inNotebook } from "../fake-host.ts";

test("a bar is there at once, and stays as it stood at its end", async () => {
  await inNotebook(async ({ shown, updates }) => {
    const bar = progress(3, { title: "reading" });
    assert.match(String(shown[0]["text/plain"]), /^reading ░+ 0 of 3/);
    bar.step(3);
    bar.end();
    assert.match(String(updates.at(-1)?.["text/plain"]), /^reading █+ 3 of 3/);
    return Promise.resolve();
  });
});

test("a bar with a delay is not seen where the work ends before, and is where a step takes long", async () => {
  await inNotebook(async ({ shown }) => {
    const quick = progress(2, { delay: 10_000 });
    quick.step(2);
    quick.end();
    assert.equal(shown.length, 0);
    const slow = progress(2, { delay: 1 });
    await sleep(20);
    assert.match(String(shown[0]["text/plain"]), /0 of 2/);
    slow.end();
    assert.equal(shown.length, 1);
  });
});
