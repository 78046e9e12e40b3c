import assert from "node:assert/strict";
import test from "node:test";
import { describeExit } from "../../../src/client/describe-exit.ts";

test("every way for a kernel to end has its words", () => {
  const heap = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory";
  assert.match(describeExit(null, "SIGABRT", heap), /ran out of memory/);
  assert.match(describeExit(134, null, heap), /ran out of memory/);
  assert.match(describeExit(null, "SIGKILL", ""), /from outside \(SIGKILL\)/);
  assert.match(describeExit(null, "SIGSEGV", ""), /crashed in native code \(SIGSEGV\)/);
  assert.match(describeExit(0, null, ""), /process\.exit\(\) was called/);
  assert.match(
    describeExit(7, null, "note\nError: no such library\n"),
    /exit code 7\. It said: Error: no such library/,
  );
});
