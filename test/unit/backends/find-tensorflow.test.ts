import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { BackendProblem } from "../../../src/backends/index.ts";
import { findTensorFlow } from "../../../src/backends/native/find-tensorflow.ts";

async function inFolder(files: string[], body: (folder: string) => void): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-tensorflow-"));
  try {
    for (const file of files) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), "");
    }
    body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const header = "include/tensorflow/c/c_api.h";

test("TensorFlow is found in Python's package and in an unpacked libtensorflow.", async () => {
  await inFolder([header, "libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "__init__.py"], (folder) =>
    assert.deepEqual(findTensorFlow(folder), {
      include: path.join(folder, "include"),
      lib: folder,
      libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
    }),
  );
  await inFolder([header, "lib/libtensorflow.so.2", "lib/libtensorflow_framework.so.2"], (folder) =>
    assert.deepEqual(findTensorFlow(folder).libraries, [
      "libtensorflow.so.2",
      "libtensorflow_framework.so.2",
    ]),
  );
});

test("A folder without headers or library is refused with what is missing.", async () => {
  await inFolder(["libtensorflow_cc.so.2"], (folder) =>
    assert.throws(() => findTensorFlow(folder), /has no include.tensorflow.c.c_api\.h\. Name the folder/),
  );
  await inFolder([header], (folder) =>
    assert.throws(
      () => findTensorFlow(folder),
      (error) => error instanceof BackendProblem && /headers, and no libtensorflow/.test(error.message),
    ),
  );
});
