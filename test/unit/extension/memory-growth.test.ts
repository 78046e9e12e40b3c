import assert from "node:assert/strict";
import test from "node:test";
import { afterRun, growthTable, noGrowths } from "../../../src/extension/memory-growth.ts";

const memory = (tensors: number, bytes: number) => ({ backend: "wasm", device: "CPU", tensors, bytes });

test("Each run is told by what it added or freed, the newest first, and one that changed nothing is left out.", () => {
  const first = afterRun(noGrowths, 1, memory(3, 3 * 2048));
  const second = afterRun(first, 2, memory(3, 3 * 2048));
  const third = afterRun(second, 5, memory(1, 2048));
  const fourth = afterRun(third, 6, memory(1, 4096));
  assert.equal(
    growthTable(fourth),
    [
      "| cell | tensors | bytes |",
      "|:--|--:|--:|",
      "| [6] | ±0 | +2 KB |",
      "| [5] | −2 | −4 KB |",
      "| [1] | +3 | +6 KB |",
    ].join("\n"),
  );
  assert.equal(growthTable(noGrowths), "");
});

test("Of many runs the last eight are told.", () => {
  let all = noGrowths;
  for (let run = 1; run <= 20; run++) all = afterRun(all, run, memory(run, run));
  assert.deepEqual(
    all.runs.map(({ run }) => run),
    [20, 19, 18, 17, 16, 15, 14, 13],
  );
});
