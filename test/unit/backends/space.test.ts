import assert from "node:assert/strict";
import os from "node:os";
import test from "node:test";
import { BackendProblem } from "../../../src/backends/index.ts";
import { expectSpace } from "../../../src/backends/space.ts";

test("What takes more room than there is is refused before it begins, and what takes less is not.", async () => {
  await expectSpace(os.tmpdir(), 1);
  await assert.rejects(expectSpace(os.tmpdir(), 1e18), (error: Error) => {
    assert.ok(error instanceof BackendProblem);
    assert.match(
      error.message,
      /GB free where .* and installing takes 1000000000 GB\. Make room, or .*NOISEBOOK_CACHE/,
    );
    return true;
  });
});
