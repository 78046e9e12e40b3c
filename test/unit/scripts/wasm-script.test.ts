import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { withoutIdleWorkers } from "../../../scripts/lib/wasm-script.mjs";

const tfjs = path.dirname(
  createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json"),
);
const script = readFileSync(path.join(tfjs, "wasm-out", "tfjs-backend-wasm-threaded-simd.js"), "utf8");

test("A script of another version, or one that is edited already, is an error that names the place.", () => {
  assert.throws(
    () => withoutIdleWorkers(withoutIdleWorkers(script)),
    /0 places, not one, .*pthreadPoolSize=8/,
  );
  assert.throws(
    () => withoutIdleWorkers(script.replaceAll("numWorkersToLoad", "workersToLoad")),
    /0 places, not one, .*another version/,
  );
  assert.throws(() => withoutIdleWorkers(script + script), /2 places, not one/);
});
